package jusrecruit

import (
	"unicode/utf8"

	"mockserver/server/provider"
	"mockserver/store"
)

// Bounds of the tags in one request (reference, Decisions).
const (
	maxTags = 50
	maxTag  = 64 // characters
)

func (j *JusRecruit) listTags(r *provider.Request) (provider.Response, error) {
	id := readPathID(r, "jobId")
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		row, err := j.job(tx, id)
		if err != nil {
			return err
		}
		body = append(body, provider.JSON(list(row.Value.Tags))...)
		return nil
	})
	return closed(body), err
}

// addTags adds the tags of {"tags": […]} behind those that the job has; one that it has stays where it is.
func (j *JusRecruit) addTags(r *provider.Request) (provider.Response, error) {
	tags, err := readTags(r)
	return j.changeTags(r, err, func(had []string) []string { return withTags(had, tags) })
}

// removeTags takes away the tags named in the body, in `tag` parameters, or in both: some clients and proxies drop the
// body of a DELETE (inferred: reference, B3). A tag that the job has not is no mistake.
func (j *JusRecruit) removeTags(r *provider.Request) (provider.Response, error) {
	tags, err := readRemovedTags(r)
	return j.changeTags(r, err, func(had []string) []string { return withoutTags(had, tags) })
}

// changeTags edits a job's tags and answers with those it has then. A change of nothing is none.
func (j *JusRecruit) changeTags(r *provider.Request, problem error, edit func(had []string) []string) (provider.Response, error) {
	if problem != nil {
		return provider.Response{}, problem
	}
	id := readPathID(r, "jobId")
	body := opened(r)
	err := r.Write(func(tx *store.Tx) error {
		row, err := j.job(tx, id)
		if err != nil {
			return err
		}
		tags := edit(row.Value.Tags)
		j.setTags(tx, row.Value, tags)
		body = append(body, provider.JSON(list(tags))...)
		return nil
	})
	return closed(body), err
}

func readTags(r *provider.Request) ([]string, error) {
	members, err := readObject(r)
	if err != nil {
		return nil, err
	}
	tags, err := members.texts("tags")
	if err != nil {
		return nil, err
	}
	return tags, checkTags("tags", tags)
}

func readRemovedTags(r *provider.Request) ([]string, error) {
	tags := provider.ParseQuery(r.HTTP.URL.RawQuery).Of("tag")
	if len(tags) > 0 {
		if err := checkTags("tag", tags); err != nil {
			return nil, err
		}
	}
	members, err := readObject(r)
	switch {
	case err != nil:
		return nil, err
	case len(tags) > 0 && !members.has("tags"):
		return tags, nil
	case len(r.Body) == 0:
		return nil, invalid("tags", "no tag is named, neither in the body nor by ?tag=")
	}
	more, err := members.texts("tags")
	if err == nil {
		err = checkTags("tags", more)
	}
	return append(tags, more...), err
}

func checkTags(field string, tags []string) error {
	if len(tags) < 1 || len(tags) > maxTags {
		return invalid(field, "%s must name 1 to %d tags, not %d", field, maxTags, len(tags))
	}
	for i, tag := range tags {
		if n := utf8.RuneCountInString(tag); n < 1 || n > maxTag {
			return invalid(field, "%s[%d] must have 1 to %d characters, not %d", field, i, maxTag, n)
		}
	}
	return nil
}
