package jusrecruit

import (
	"mockserver/server/provider"
	"mockserver/store"
)

// Company is the one company that the keys of a sandbox belong to.
type Company struct {
	ID                                            store.ObjectID
	Name, Website, Industry, Size, Timezone, Logo string
	CreatedAt                                     instant
}

func keepCompany(c *Company) []byte {
	return compact(provider.JSON(companyDocument{
		ID: c.ID, Name: c.Name, Website: optional(c.Website), Industry: optional(c.Industry), Size: optional(c.Size),
		Timezone: optional(c.Timezone), LogoURL: optional(c.Logo), CreatedAt: c.CreatedAt,
	}))
}

func (j *JusRecruit) showCompany(r *provider.Request) (provider.Response, error) {
	body := opened(r)
	err := r.Read(func(tx *store.Tx) error {
		for row := range j.company.All(tx).Forward(0) {
			body = append(body, row.Kept()...)
			return nil
		}
		return missing("Company", "the sandbox has no company: its seed gives none")
	})
	return closed(body), err
}
