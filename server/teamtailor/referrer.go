package teamtailor

import (
	"net/url"
	"strings"
)

// stampReferrer names the site of a referring URL that the request changed.
func (c *change) stampReferrer() {
	if c.changed("referring-url") {
		c.set("referring-site", referringSite(c.text("referring-url")))
	}
}

// referringSite is the friendly name of a URL's site (Teamtailor page: "Facebook, Indeed etc"): the name in front of
// its top-level domain. Coarser than the original, which adds the country to some.
func referringSite(referrer string) any {
	parsed, err := url.Parse(referrer)
	if err != nil || parsed.Hostname() == "" {
		return nil
	}
	labels := strings.Split(strings.ToLower(parsed.Hostname()), ".")
	name := labels[max(len(labels)-2, 0)]
	for _, known := range []string{"LinkedIn", "YouTube", "GitHub", "AngelList", "StackOverflow"} {
		if strings.EqualFold(known, name) {
			return known
		}
	}
	if name == "" {
		return nil
	}
	return strings.ToUpper(name[:1]) + name[1:]
}
