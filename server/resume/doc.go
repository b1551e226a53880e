// Package resume makes the résumés that the mock serves itself: a small PDF for a candidate, at a signed URL that holds
// for a short time, as the files of the vendors do.
package resume
