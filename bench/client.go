package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
)

// connection is one kept-alive connection. It knows as much HTTP/1.1 as the programs under measurement speak, so that
// the load costs little beside them: 200 or an error, Content-Length, no chunks.
type connection struct {
	conn   net.Conn
	reader *bufio.Reader
}

// answer is one response.
type answer struct {
	contentType string
	body        []byte
}

func dial(ctx context.Context, addr string) (*connection, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &connection{conn: conn, reader: bufio.NewReaderSize(conn, 64<<10)}, nil
}

// get is a GET request as it goes over the wire. headers are whole lines.
func get(path string, headers []string) []byte {
	lines := append([]string{"GET " + path + " HTTP/1.1", "Host: localhost", "User-Agent: bench"}, headers...)
	return []byte(strings.Join(lines, "\r\n") + "\r\n\r\n")
}

// skip sends a request and throws its body away.
func (c *connection) skip(request []byte) error {
	length, _, err := c.send(request)
	if err == nil {
		_, err = c.reader.Discard(length)
	}
	return err
}

// fetch sends a request and keeps its body.
func (c *connection) fetch(request []byte) (answer, error) {
	length, contentType, err := c.send(request)
	if err != nil {
		return answer{}, err
	}
	a := answer{contentType: contentType, body: make([]byte, length)}
	_, err = io.ReadFull(c.reader, a.body)
	return a, err
}

// send sends a request and reads the head of its response.
func (c *connection) send(request []byte) (length int, contentType string, err error) {
	if _, err = c.conn.Write(request); err != nil {
		return 0, "", err
	}
	line, err := c.reader.ReadSlice('\n')
	if err == nil && !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
		target, _, _ := bytes.Cut(request, []byte("\r\n"))
		err = fmt.Errorf("%s: %s", target, bytes.TrimSpace(line))
	}
	for length = -1; err == nil; {
		if line, err = c.reader.ReadSlice('\n'); err != nil || len(line) <= 2 {
			break
		}
		name, value, _ := bytes.Cut(bytes.TrimSpace(line), []byte(": "))
		switch string(name) {
		case "Content-Length":
			length, err = strconv.Atoi(string(value))
		case "Content-Type":
			contentType = string(value)
		}
	}
	if err == nil && length < 0 {
		err = errors.New("a response without Content-Length")
	}
	return length, contentType, err
}

func (c *connection) close() { _ = c.conn.Close() } // nothing is left to lose

// fetchOnce sends one request over a connection of its own.
func fetchOnce(ctx context.Context, addr string, request []byte) (answer, error) {
	c, err := dial(ctx, addr)
	if err != nil {
		return answer{}, err
	}
	defer c.close()
	return c.fetch(request)
}
