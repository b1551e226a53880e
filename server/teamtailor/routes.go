package teamtailor

import (
	"net/http"

	"mockserver/server/provider"
)

// routes lists every route in the order of the vendor's page: for each type its own routes, then those of each of its
// relationships. A verb that is not here is unknown to the vendor's router too.
func (t *Teamtailor) routes() []provider.Route {
	var table []provider.Route
	add := func(method, pattern, permission string, label provider.Label, handler provider.Handler) {
		table = append(table, provider.Route{Method: method, Pattern: pattern, Permission: permission, Label: label, Handler: handler})
	}
	asList := func(is bool) { table[len(table)-1].List = is }
	for _, res := range t.resources {
		list, one := res.path, res.path+"/{id}"
		may := func(what action) string { return permission(res.scope, what) }
		add(http.MethodGet, list, may(reads), res.reading(), read(t.list(res)))
		asList(true)
		add(http.MethodGet, one, may(reads), res.reading(), read(t.show(res)))
		if res.creates {
			add(http.MethodPost, list, may(creates), documented("create of "+res.name), write(t.create(res)))
		}
		if res.updates {
			add(http.MethodPatch, one, may(updates), documented("update of "+res.name), write(t.update(res)))
			add(http.MethodPut, one, may(updates), byDefault(), write(t.update(res)))
		}
		for i := range res.relations {
			rel := &res.relations[i]
			scope := max(res.scope, rel.to.scope)
			related, linkage := one+"/"+rel.name, one+"/relationships/"+rel.name
			add(http.MethodGet, related, permission(scope, reads), measured(), read(t.showRelated(res, i)))
			asList(rel.many)
			add(http.MethodGet, linkage, permission(scope, reads), measured(), read(t.showLinkage(res, i)))
			if res.updates {
				add(http.MethodPatch, linkage, permission(scope, updates), byDefault(), write(t.replaceLinkage(res, i)))
				add(http.MethodPut, linkage, permission(scope, updates), byDefault(), write(t.replaceLinkage(res, i)))
				add(http.MethodDelete, linkage, permission(scope, updates), byDefault(), read(t.removeLinkage(res, i)))
			}
			if res.updates && rel.many {
				add(http.MethodPost, linkage, permission(scope, updates), byDefault(), write(t.addLinkage(res, i)))
			}
		}
	}
	return table
}

// documented labels what the vendor's page of March 2017 shows.
func documented(what string) provider.Label {
	return provider.Label{Evidence: provider.Documented, Source: "Teamtailor API page of 2017-03-15, " + what}
}

// measured labels what the library serves of itself, which the page only links to.
func measured() provider.Label {
	return provider.Label{Evidence: provider.Observed, Source: "jsonapi-resources 0.9, measured; the page prints the URL"}
}

// byDefault labels what the library routes unless it is told not to, and nobody was seen to ask the vendor for.
func byDefault() provider.Label {
	return provider.Label{Evidence: provider.Inferred, Source: "jsonapi-resources routes them by default"}
}

// reading labels list and show of a type.
func (r *resource) reading() provider.Label {
	if r.listed {
		return documented(`"` + r.heading + `"`)
	}
	return provider.Label{Evidence: provider.Inferred, Source: "the documents of " + r.name + " print the URL; the page of 2017 has no section for it"}
}
