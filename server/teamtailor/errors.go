package teamtailor

import (
	"net/http"

	"mockserver/server/provider"
)

// Sources of the errors.
var (
	versionFixture = provider.Label{Evidence: provider.Observed, Source: "Teamtailor/teamtailor-rb, spec/teamtailor/request_spec.rb"}
	scopePage      = provider.Label{Evidence: provider.Inferred, Source: `Teamtailor page, "Permissions"; body as in clients that expect an empty one`}
	limitNotes     = provider.Label{Evidence: provider.Inferred, Source: "clients' notes of 50 requests in 10 seconds; body unknown"}
	rails          = provider.Label{Evidence: provider.Observed, Source: "Rails with jsonapi-resources 0.9, measured"}
	railsDefault   = provider.Label{Evidence: provider.Inferred, Source: "Rails, which the vendor runs"}
	library        = provider.Label{Evidence: provider.Observed, Source: "jsonapi-resources 0.9.12, measured"}
	libraryCode    = provider.Label{Evidence: provider.Inferred, Source: "jsonapi-resources 0.9, lib/jsonapi/exceptions.rb"}
	mockItself     = provider.Label{Evidence: provider.Inferred, Source: "a mistake of the mock itself; in the shape of jsonapi-resources"}
	validation     = provider.Label{Evidence: provider.Observed, Source: "Teamtailor/teamtailor-rb spec, irecommend/teamtailorgo tests"}
)

// What is refused before the library sees it.
var (
	wrongVersion = &provider.Code{Name: "wrong_version", Status: http.StatusNotAcceptable, Message: "Invalid/Missing API Version", Label: versionFixture}
	unauthorized = &provider.Code{Name: "unauthorized", Status: http.StatusUnauthorized, Label: versionFixture}
	forbidden    = &provider.Code{Name: "forbidden", Status: http.StatusForbidden, Label: scopePage}
	tooMany      = &provider.Code{Name: "too_many_requests", Status: http.StatusTooManyRequests, Label: limitNotes}
	noRoute      = &provider.Code{Name: "no_route", Status: http.StatusNotFound, Label: rails}
	badQuery     = &provider.Code{Name: "bad_query", Status: http.StatusBadRequest, Label: railsDefault}
	tooLarge     = &provider.Code{Name: "too_large", Status: http.StatusRequestEntityTooLarge, Label: railsDefault}
)

// The library's errors, by its own numbers (lib/jsonapi/error_codes.rb).
var (
	invalid             = newCode("validation", "100", http.StatusUnprocessableEntity, "", validation)
	invalidResource     = newCode("invalid_resource", "101", http.StatusBadRequest, "Invalid resource", library)
	filterNotAllowed    = newCode("filter_not_allowed", "102", http.StatusBadRequest, "Filter not allowed", library)
	invalidFieldValue   = newCode("invalid_field_value", "103", http.StatusBadRequest, "Invalid field value", library)
	invalidField        = newCode("invalid_field", "104", http.StatusBadRequest, "Invalid field", library)
	paramNotAllowed     = newCode("param_not_allowed", "105", http.StatusBadRequest, "Param not allowed", library)
	paramMissing        = newCode("param_missing", "106", http.StatusBadRequest, "Missing Parameter", library)
	invalidFilterValue  = newCode("invalid_filter_value", "107", http.StatusBadRequest, "Invalid filter value", libraryCode)
	keyMissing          = newCode("key_missing", "109", http.StatusBadRequest, "A key is required", library)
	keyNotInURL         = newCode("key_not_in_url", "110", http.StatusBadRequest, "Key is not included in URL", library)
	invalidInclude      = newCode("invalid_include", "112", http.StatusBadRequest, "Invalid field", library)
	relationExists      = newCode("relation_exists", "113", http.StatusBadRequest, "Relation exists", library)
	invalidSort         = newCode("invalid_sort", "114", http.StatusBadRequest, "Invalid sort criteria", library)
	invalidLinks        = newCode("invalid_links_object", "115", http.StatusBadRequest, "Invalid Links Object", library)
	typeMismatch        = newCode("type_mismatch", "116", http.StatusBadRequest, "Type Mismatch", library)
	invalidPageValue    = newCode("invalid_page_value", "118", http.StatusBadRequest, "Invalid page value", library)
	invalidFieldFormat  = newCode("invalid_field_format", "119", http.StatusBadRequest, "Invalid field format", library)
	invalidFilterSyntax = newCode("invalid_filter_syntax", "120", http.StatusBadRequest, "Invalid filters syntax", library)
	invalidData         = newCode("invalid_data_format", "122", http.StatusBadRequest, "Invalid data format", library)
	badRequest          = newCode("bad_request", "400", http.StatusBadRequest, "Bad Request", library)
	setForbidden        = newCode("complete_replacement", "403", http.StatusForbidden, "Complete replacement forbidden", library)
	notFound            = newCode("not_found", "404", http.StatusNotFound, "Record not found", library)
	notAcceptable       = newCode("not_acceptable", "406", http.StatusNotAcceptable, "Not acceptable", library)
	unsupportedMedia    = newCode("unsupported_media_type", "415", http.StatusUnsupportedMediaType, "Unsupported media type", library)
	serverError         = newCode("server_error", "500", http.StatusInternalServerError, "Internal Server Error", library)
)

// mockMistake is a mistake of the mock itself, which has the shape of the library's 500 and was measured nowhere.
var mockMistake = newCode("mock_mistake", "500", http.StatusInternalServerError, "Internal Server Error", mockItself)

func libraryCodes() []*libraryError {
	return []*libraryError{
		invalid, invalidResource, filterNotAllowed, invalidFieldValue, invalidField, paramNotAllowed, paramMissing, invalidFilterValue,
		keyMissing, keyNotInURL, invalidInclude, relationExists, invalidSort, invalidLinks, typeMismatch, invalidPageValue,
		invalidFieldFormat, invalidFilterSyntax, invalidData, badRequest, setForbidden, notFound, notAcceptable, unsupportedMedia, serverError,
	}
}

func codes() []*provider.Code {
	ofLibrary := libraryCodes()
	all := make([]*provider.Code, 0, 8+len(ofLibrary))
	all = append(all, wrongVersion, unauthorized, forbidden, tooMany, noRoute, badQuery, tooLarge, &mockMistake.Code)
	for _, code := range ofLibrary {
		all = append(all, &code.Code)
	}
	return all
}
