// Package plain is the engine of vendors that serve plain JSON: documents made of a row's own members and of others
// joined to them, lists by cursor, filters by parameter. It knows no resource of any vendor.
package plain
