package jusrecruit

import (
	"errors"
	"slices"
	"strings"
	"time"

	"mockserver/seeds"
	"mockserver/server/provider"
	"mockserver/store"
)

// loader puts one section into an empty sandbox.
type loader struct {
	*JusRecruit
	judge // of the section, which gets the faults
	tx    *store.Tx

	userNames, keyNames, workflowNames, stageNames, jobNames  *seeds.Labels[store.ObjectID]
	candidateNames, noteNames, entryNames, webhookNames, none *seeds.Labels[store.ObjectID]

	credentials []store.Credential
	firstKeys   map[string]seeds.Pos // by key
	nameOfKey   map[store.ObjectID]string

	candidateIDs map[seeds.Pos]store.ObjectID
}

// load fills the tables from a section of a seed; see provider.Provider.Load. Records come before the ones that point
// at them.
func (j *JusRecruit) load(tx *store.Tx, node seeds.Node) []store.Credential {
	var s section
	node.Decode(&s)
	l := newLoader(j, tx, node.File)
	if s.Company != nil {
		l.loadCompany(s.Company)
	}
	each(s.Users, l.loadUser)
	each(s.Keys, l.loadKey)
	each(s.Workflows, l.loadWorkflow)
	each(s.Jobs, l.loadJob)
	each(s.Candidates, l.loadCandidate)
	each(s.Notes, l.loadNote)
	each(s.History, l.loadEntry)
	each(s.Webhooks, l.loadWebhook)
	l.remember()
	l.compareHistory(s.Candidates)
	if s.Generate != nil && l.file.Err() == nil {
		l.generate(s.Generate)
	}
	return l.credentials
}

func newLoader(j *JusRecruit, tx *store.Tx, file *seeds.File) *loader {
	return &loader{
		JusRecruit: j, judge: judge{file}, tx: tx,
		userNames: newNames(kindUser), keyNames: newNames(kindKey), workflowNames: newNames(kindWorkflow), stageNames: newNames(kindStage),
		jobNames: newNames(kindJob), candidateNames: newNames(kindCandidate), noteNames: newNames(kindNote), entryNames: newNames(kindEntry),
		webhookNames: newNames(kindWebhook), none: newNames("company"),
		firstKeys: map[string]seeds.Pos{}, nameOfKey: map[store.ObjectID]string{}, candidateIDs: map[seeds.Pos]store.ObjectID{},
	}
}

// remember keeps the labels of the seed for actions and for the export.
func (l *loader) remember() {
	for _, names := range []struct {
		kind   string
		labels *seeds.Labels[store.ObjectID]
	}{
		{kindUser, l.userNames},
		{kindKey, l.keyNames},
		{kindWorkflow, l.workflowNames},
		{kindStage, l.stageNames},
		{kindJob, l.jobNames},
		{kindCandidate, l.candidateNames},
		{kindNote, l.noteNames},
		{kindEntry, l.entryNames},
		{kindWebhook, l.webhookNames},
	} {
		provider.PutAll(l.tx, l.labels, names.kind, names.labels)
	}
}

// The kinds of records that have labels.
const (
	kindUser      = "user"
	kindKey       = "key"
	kindWorkflow  = "workflow"
	kindStage     = "stage"
	kindJob       = "job"
	kindCandidate = "candidate"
	kindNote      = "note"
	kindEntry     = "history entry"
	kindWebhook   = "webhook"
)

func each[T any](records []T, load func(number int, record *T)) {
	for i := range records {
		load(i, &records[i])
	}
}

func newNames(kind string) *seeds.Labels[store.ObjectID] {
	return seeds.NewLabels(kind, func(text string) (store.ObjectID, bool) {
		id, err := store.ParseObjectID(text)
		return id, err == nil
	})
}

// identify settles a record's id and time of creation and registers its names.
func (l *loader) identify(kind string, number int, names *seeds.Labels[store.ObjectID], who identity) (id store.ObjectID, createdAt instant) {
	at := who.pos
	if who.id.Given() {
		at = who.id.Pos
		parsed, err := store.ParseObjectID(who.id.Value)
		if err != nil || parsed.IsZero() {
			l.file.Faultf(at, "a jusrecruit id is 24 hex digits, not all of them 0, not %q", who.id.Value)
			who.id = seeds.Text{} // the label still names the record, so that one wrong id is one fault
			return l.identify(kind, number, names, who)
		}
		id, createdAt = parsed, instant(parsed.Second()*1000)
	}
	switch {
	case who.createdAt.Given():
		createdAt = instantOf(who.createdAt.Time)
	case !who.id.Given():
		createdAt = instantOf(l.tx.Now())
	}
	if !who.id.Given() {
		id = numberedID("seed/"+kind, createdAt, number)
	}
	if said := createdAt.time().Unix(); id.Second() != said {
		l.file.Warnf(at, "the id %s says it was created at %d (Unix seconds), createdAt says %d", id, id.Second(), said)
	}
	names.Define(l.file, id, at, who.ref)
	return id, createdAt
}

// numberedID is the id of the n-th record of a kind.
func numberedID(kind string, at instant, n int) store.ObjectID {
	return store.NewObjectID(at.time(), store.NewIDSource("jusrecruit/"+kind), uint64(n)) //nolint:gosec // counts are not negative
}

// given is a time of the seed, or another one when it has none.
func given(i seeds.Instant, absent instant) instant {
	if i.Given() {
		return instantOf(i.Time)
	}
	return absent
}

// resolve follows a relation, to nothing when it is absent.
func (l *loader) resolve(names *seeds.Labels[store.ObjectID], relation seeds.Text) store.ObjectID {
	if !relation.Given() {
		return store.ObjectID{}
	}
	id, _ := names.Resolve(l.file, relation)
	return id
}

func (l *loader) loadCompany(s *seedCompany) {
	id, createdAt := l.identify("company", 0, l.none, identity{s.Pos, s.ID, seeds.Text{}, s.CreatedAt})
	l.company.Put(l.tx, Company{
		ID: id, Name: s.Name.Value, Website: s.Website, Industry: s.Industry, Size: s.Size, Timezone: s.Timezone, Logo: s.LogoURL, CreatedAt: createdAt,
	})
}

func (l *loader) loadUser(i int, s *seedUser) {
	id, createdAt := l.identify("users", i, l.userNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	user := User{ID: id, FirstName: s.FirstName, LastName: s.LastName, Email: s.Email, Role: roleRecruiter, CreatedAt: createdAt}
	user.IsActive = s.IsActive == nil || *s.IsActive
	if role := l.optionalWord("role", s.Role, roles()); role != "" {
		user.Role = role
	}
	l.users.Put(l.tx, user)
}

func (l *loader) loadKey(i int, s *seedKey) {
	id, createdAt := l.identify("keys", i, l.keyNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	key := &Key{ID: id, Rate: defaultRate, Burst: defaultBurst, CreatedAt: createdAt}
	if s.Rate != nil {
		key.Rate = *s.Rate
	}
	if s.Burst != nil {
		key.Burst = *s.Burst
	}
	key.Permissions = l.permissions(s.Permissions)
	credential := store.Credential{ID: id.String(), Token: s.Key.Value, Provider: name, Name: s.Name, ExpiresAt: s.ExpiresAt.Time, Rights: key}
	if owner := l.resolve(l.userNames, s.CreatedBy); !owner.IsZero() {
		credential.CreatedBy = owner.String()
	}
	if l.checkKey(s.Key) {
		l.credentials = append(l.credentials, credential)
		l.nameOfKey[id] = s.Name
	}
}

// permissions reads those of a key: all when the seed names none, as of a key that is minted.
func (l *loader) permissions(named []seeds.Text) (some permissions) {
	all := allPermissions()
	if named == nil {
		for _, permission := range all {
			some, _ = some.with(permission)
		}
		return some
	}
	for _, permission := range named {
		with, ok := some.with(permission.Value)
		if !ok {
			l.file.Faultf(permission.Pos, "no permission is called %q; accepted: %s", permission.Value, strings.Join(all[:], ", "))
		}
		some = with
	}
	return some
}

func (l *loader) checkKey(key seeds.Text) bool {
	switch {
	case !key.Given(): // said already
	case !isKey(key.Value):
		l.file.Faultf(key.Pos, "a key is jc_ and 64 lower-case hex digits")
	case l.firstKeys[key.Value].Line > 0:
		l.file.Faultf(key.Pos, "this key is given twice, first in line %d", l.firstKeys[key.Value].Line)
	default:
		l.firstKeys[key.Value] = key.Pos
		return true
	}
	return false
}

func (l *loader) loadWebhook(i int, s *seedWebhook) {
	id, createdAt := l.identify("webhooks", i, l.webhookNames, identity{s.Pos, s.ID, s.Ref, s.CreatedAt})
	webhook := store.Endpoint{ID: id, Provider: name, URL: s.URL.Value, Secret: s.Secret.Value, CreatedAt: createdAt.time()}
	webhook.Active = s.Active == nil || *s.Active
	if s.CreatedAt.Given() {
		webhook.CreatedAt = s.CreatedAt.Time
	}
	if webhook.UpdatedAt = webhook.CreatedAt; s.UpdatedAt.Given() {
		webhook.UpdatedAt = s.UpdatedAt.Time
	}
	if s.Events != nil {
		webhook.Events = l.events(s)
	}
	webhook.Retry = s.Retry.Load(l.file)
	l.checkWebhook(s, webhook)
	l.webhooks.Put(l.tx, webhook)
}

// checkWebhook tells what of a webhook the API would refuse, each at its place. Its events have been checked.
func (l *loader) checkWebhook(s *seedWebhook, w store.Endpoint) {
	w.Events = nil
	if s.Secret.Given() && w.Secret == "" {
		l.file.Faultf(s.Secret.Pos, "a webhook's secret is not empty; leave it out to have payloads unsigned")
	}
	var wrong *provider.FieldError
	if !s.URL.Given() || !errors.As(l.hooks.Check(&w), &wrong) {
		return
	}
	at := s.Pos
	switch wrong.Field {
	case "url":
		at = s.URL.Pos
	case "secret":
		at = s.Secret.Pos
	}
	l.file.Faultf(at, "a webhook's %s %s", wrong.Field, wrong.Reason)
}

// defaultTime is a time of the generator that the seed does not give.
func defaultTime(year int) instant {
	return instantOf(time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC))
}

// events are a webhook's events as the API takes them: at least one, none twice.
func (l *loader) events(s *seedWebhook) (names []string) {
	if len(s.Events) == 0 {
		l.file.Faultf(s.Pos, "a webhook's events name at least one; leave them out for all")
	}
	for _, event := range s.Events {
		named := seeds.Text{Value: l.eventName(event.Value), Pos: event.Pos} // ours is understood, too
		name := l.word("event", named, l.eventNames()...)
		if slices.Contains(names, name) {
			l.file.Faultf(event.Pos, "the event %s is given twice", name)
			continue
		}
		names = append(names, name)
	}
	return names
}
