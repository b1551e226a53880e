package huntr

import (
	"net/http"
	"strconv"
	"strings"

	"mockserver/server/plain"
	"mockserver/server/provider"
)

// Sources of the error words. The body's shape is documented since January 2021; the texts of the status table since
// June 2018. Which text stands in which body is mostly our judgement.
var (
	errorsPage  = provider.Label{Evidence: provider.Documented, Source: `Errors page of 2021-01-05, the sample body`}
	statusTable = provider.Label{Evidence: provider.Inferred, Source: `Errors page: status and text of the table of 2018, body shape of 2021`}
	faultWords  = provider.Label{Evidence: provider.Inferred, Source: `asked for by a fault; no page words this status, the body shape is that of 2021`}
	express     = provider.Label{Evidence: provider.Observed, Source: "Express 4, measured; that the vendor runs it is inferred from its errors"}
	validation  = provider.Label{Evidence: provider.Inferred, Source: `express-validator, which the documented error body comes from`}
)

// The errors of the API.
var (
	limitTooHigh = &provider.Code{Name: "limit_too_high", Status: http.StatusBadRequest, Message: "Limit must be an integer under 500", Label: errorsPage}
	limitInvalid = &provider.Code{Name: "limit_invalid", Status: http.StatusBadRequest, Message: "Limit must be an integer under 500", Label: validation}
	nextInvalid  = &provider.Code{Name: "next_invalid", Status: http.StatusBadRequest, Message: "Invalid value", Label: errorsPage}
	valueInvalid = &provider.Code{Name: "value_invalid", Status: http.StatusBadRequest, Message: "Invalid value", Label: validation}

	wrongKey      = &provider.Code{Name: "wrong_key", Status: http.StatusUnauthorized, Message: "Your API key is wrong.", Label: statusTable}
	hidden        = &provider.Code{Name: "hidden", Status: http.StatusForbidden, Message: "The resource requested is hidden for administrators only.", Label: statusTable}
	notFound      = &provider.Code{Name: "not_found", Status: http.StatusNotFound, Message: "The specified resource could not be found.", Label: statusTable}
	invalidMethod = &provider.Code{Name: "invalid_method", Status: http.StatusMethodNotAllowed, Message: "You tried to access a resource with an invalid method.", Label: statusTable}
	notAcceptable = &provider.Code{Name: "not_acceptable", Status: http.StatusNotAcceptable, Message: "You requested a format that isn't json.", Label: statusTable}
	tooLarge      = &provider.Code{Name: "too_large", Status: http.StatusRequestEntityTooLarge, Message: "request entity too large", Label: provider.Label{Evidence: provider.Inferred, Source: "the body parser of Express, which the vendor runs"}}
	brokenBody    = &provider.Code{Name: "broken_body", Status: http.StatusBadRequest, Message: "Your request is invalid.", Label: statusTable}
	serverProblem = &provider.Code{Name: "server_problem", Status: http.StatusInternalServerError, Message: "We had a problem with our server. Try again later.", Label: statusTable}
)

func codes() []*provider.Code {
	return []*provider.Code{
		limitTooHigh, limitInvalid, nextInvalid, valueInvalid,
		wrongKey, hidden, notFound, invalidMethod, notAcceptable, tooLarge, brokenBody, serverProblem,
	}
}

// problem is one error as the vendor prints it. Param, value and location stand only with errors of one parameter; the
// value is a text even for numbers.
type problem struct {
	Message  string  `json:"message"`
	Param    string  `json:"param,omitempty"`
	Value    *string `json:"value,omitempty"`
	Location string  `json:"location,omitempty"`
	Status   int     `json:"status"`

	code   *provider.Code
	reason string
}

// errorBody is the vendor's error body: the first error twice, all of them when there are several.
type errorBody struct {
	Message string    `json:"message"`
	Error   problem   `json:"error"`
	Errors  []problem `json:"errors,omitempty"`
}

// parameter is the problem of one parameter.
func parameter(code *provider.Code, location, name, value, reason string) problem {
	return problem{Message: code.Message, Param: name, Value: &value, Location: location, Status: code.Status, code: code, reason: reason}
}

// badPath refuses an id in the path that is none.
func badPath(id string) error {
	return refuseAll([]problem{parameter(valueInvalid, "params", "id", id, "the id in the path is not 24 hex digits")})
}

// invalid refuses a request for its faulty parameters.
func invalid(found []plain.Problem) error {
	problems := make([]problem, 0, len(found))
	for _, p := range found {
		problems = append(problems, queryProblem(p))
	}
	return refuseAll(problems)
}

// queryProblem words one faulty parameter. Nobody has seen the vendor word another maximum than the documented one.
func queryProblem(p plain.Problem) problem {
	code := valueInvalid
	switch {
	case p.TooGreat && p.Most == documentedMaximum:
		code = limitTooHigh
	case p.Name == "limit":
		code = limitInvalid
	case p.Name == cursor && p.Value != "" && !strings.Contains(p.Value, ","):
		code = nextInvalid // the documented sample is a word that is no id
	}
	worded := parameter(code, "query", p.Name, p.Value, p.Reason)
	if p.TooGreat {
		worded.Message = strings.Replace(worded.Message, strconv.Itoa(documentedMaximum), strconv.Itoa(p.Most), 1)
	}
	return worded
}

// refuseAll refuses a request for all its problems together. Its evidence is that of the weakest.
func refuseAll(problems []problem) *provider.Error {
	refusal := provider.Refuse(problems[0].code, "%s", problems[0].reason)
	for _, p := range problems[1:] {
		refusal.Reason += "; " + p.reason
		if p.code.Label.Evidence < refusal.Code.Label.Evidence {
			refusal.Code = p.code
		}
	}
	refusal.Detail = problems
	return refusal
}
