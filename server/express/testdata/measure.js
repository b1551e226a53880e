// Asks Express what it makes of request bodies, and prints the answers as JSON. To measure again, outside of the project:
//   npm install express@4 && node measure.js > measured.json
const http = require('http'), zlib = require('zlib'), express = require('express');
const app = express();
app.use(express.json({limit: '5mb'}));
app.all('/', (request, response) => response.json(request.body));
app.use((error, request, response, next) => response.status(error.status || 500).json({message: error.message, type: error.type}));
const j=JSON.stringify({content:'é☺'});
const u8=Buffer.from(j), bom=Buffer.from([0xef,0xbb,0xbf]);
const le=Buffer.from(j,'utf16le'), be=Buffer.from(le).swap16();
const u32le=Buffer.alloc(j.length*4); [...j].forEach((c,i)=>u32le.writeUInt32LE(c.codePointAt(0),i*4));
const u32be=Buffer.alloc(j.length*4); [...j].forEach((c,i)=>u32be.writeUInt32BE(c.codePointAt(0),i*4));
const J='application/json';
const cases=[
['plain',{'content-type':J},u8],
['charset utf-8',{'content-type':J+'; charset=utf-8'},u8],
['charset UTF8',{'content-type':J+'; charset=UTF8'},u8],
['charset "utf-8" quoted',{'content-type':J+'; charset="utf-8"'},u8],
['charset utf8mb4',{'content-type':J+'; charset=utf8mb4'},u8],
['charset utf-7',{'content-type':J+'; charset=utf-7'},u8],
['charset utf-7-imap',{'content-type':J+'; charset=utf-7-imap'},u8],
['charset utf-foo',{'content-type':J+'; charset=utf-foo'},u8],
['charset iso-8859-1',{'content-type':J+'; charset=iso-8859-1'},u8],
['charset us-ascii',{'content-type':J+'; charset=us-ascii'},u8],
['charset empty',{'content-type':J+'; charset='},u8],
['charset empty quoted',{'content-type':J+'; charset=""'},u8],
['no ct',{},u8],
['text/plain',{'content-type':'text/plain'},u8],
['form',{'content-type':'application/x-www-form-urlencoded'},u8],
['vnd+json',{'content-type':'application/vnd.api+json'},u8],
['text/json',{'content-type':'text/json'},u8],
['APPLICATION/JSON',{'content-type':'APPLICATION/JSON'},u8],
['json;',{'content-type':J+';'},u8],
['json ; x',{'content-type':J+'; x'},u8],
['json;v=1',{'content-type':J+';v=1'},u8],
['" application/json "',{'content-type':' application/json '},u8],
['json, json',{'content-type':J+', '+J},u8],
['application/jsonp',{'content-type':'application/jsonp'},u8],
['application /json',{'content-type':'application /json'},u8],
['json;charset twice',{'content-type':J+'; charset=utf-8; charset=utf-16'},u8],
['json param quoted semicolon',{'content-type':J+'; a="b;c"; charset=utf-8'},u8],
['bom utf8',{'content-type':J},Buffer.concat([bom,u8])],
['bom declared',{'content-type':J+'; charset=utf-8'},Buffer.concat([bom,u8])],
['two boms',{'content-type':J},Buffer.concat([bom,bom,u8])],
['bom only',{'content-type':J},bom],
['utf16 LE no bom, charset=utf-16',{'content-type':J+'; charset=utf-16'},le],
['utf16 BE no bom',{'content-type':J+'; charset=utf-16'},be],
['utf16 LE bom',{'content-type':J+'; charset=utf-16'},Buffer.concat([Buffer.from([0xff,0xfe]),le])],
['utf16 BE bom',{'content-type':J+'; charset=utf-16'},Buffer.concat([Buffer.from([0xfe,0xff]),be])],
['utf-16le',{'content-type':J+'; charset=utf-16le'},le],
['utf-16le bom',{'content-type':J+'; charset=utf-16le'},Buffer.concat([Buffer.from([0xff,0xfe]),le])],
['utf-16be',{'content-type':J+'; charset=utf-16be'},be],
['utf-16be bom',{'content-type':J+'; charset=utf-16be'},Buffer.concat([Buffer.from([0xfe,0xff]),be])],
['utf16 (no dash)',{'content-type':J+'; charset=utf16'},le],
['utf16le odd',{'content-type':J+'; charset=utf-16le'},Buffer.concat([le,Buffer.from([0x20])])],
['utf-16 bytes, no charset',{'content-type':J},Buffer.concat([Buffer.from([0xff,0xfe]),le])],
['utf-16be lone surrogate',{'content-type':J+'; charset=utf-16be'},Buffer.concat([be.subarray(0,be.length-8),Buffer.from([0xd8,0x00]),be.subarray(be.length-4)])],
['utf-32le',{'content-type':J+'; charset=utf-32le'},u32le],
['utf-32',{'content-type':J+'; charset=utf-32'},u32le],
['utf-32 be bytes',{'content-type':J+'; charset=utf-32'},u32be],
['utf-32be',{'content-type':J+'; charset=utf-32be'},u32be],
['ucs2',{'content-type':J+'; charset=ucs2'},le],
['charset utf-8 but latin1 byte',{'content-type':J},Buffer.from('{"content":"\xe9"}','latin1')],
['gzip',{'content-type':J,'content-encoding':'gzip'},zlib.gzipSync(u8)],
['GZIP',{'content-type':J,'content-encoding':'GZIP'},zlib.gzipSync(u8)],
['x-gzip',{'content-type':J,'content-encoding':'x-gzip'},zlib.gzipSync(u8)],
['deflate zlib',{'content-type':J,'content-encoding':'deflate'},zlib.deflateSync(u8)],
['deflate raw',{'content-type':J,'content-encoding':'deflate'},zlib.deflateRawSync(u8)],
['br',{'content-type':J,'content-encoding':'br'},zlib.brotliCompressSync(u8)],
['identity',{'content-type':J,'content-encoding':'identity'},u8],
['foo',{'content-type':J,'content-encoding':'foo'},u8],
['zstd',{'content-type':J,'content-encoding':'zstd'},u8],
['empty ce',{'content-type':J,'content-encoding':''},u8],
['gzip, identity',{'content-type':J,'content-encoding':'gzip, identity'},zlib.gzipSync(u8)],
['gzip, gzip',{'content-type':J,'content-encoding':'gzip, gzip'},zlib.gzipSync(zlib.gzipSync(u8))],
['gzip claimed, plain body',{'content-type':J,'content-encoding':'gzip'},u8],
['gzip truncated',{'content-type':J,'content-encoding':'gzip'},zlib.gzipSync(u8).subarray(0,20)],
['gzip bad crc',{'content-type':J,'content-encoding':'gzip'},(()=>{const b=zlib.gzipSync(u8);b[b.length-6]^=1;return b})()],
['gzip trailing garbage',{'content-type':J,'content-encoding':'gzip'},Buffer.concat([zlib.gzipSync(u8),Buffer.from('xx')])],
['gzip two members',{'content-type':J,'content-encoding':'gzip'},Buffer.concat([zlib.gzipSync(Buffer.from('{"content":')),zlib.gzipSync(Buffer.from('"a"}'))])],
['deflate claimed, plain',{'content-type':J,'content-encoding':'deflate'},u8],
['gzip of empty',{'content-type':J,'content-encoding':'gzip'},zlib.gzipSync(Buffer.alloc(0))],
['gzip, empty body CL 0',{'content-type':J,'content-encoding':'gzip'},Buffer.alloc(0)],
['gzip, empty chunked',{'content-type':J,'content-encoding':'gzip','transfer-encoding':'chunked'},Buffer.alloc(0)],
['foo enc, text/plain',{'content-type':'text/plain','content-encoding':'foo'},u8],
['gzip utf16',{'content-type':J+'; charset=utf-16','content-encoding':'gzip'},zlib.gzipSync(le)],
['empty CL 0',{'content-type':J},Buffer.alloc(0)],
['empty chunked',{'content-type':J,'transfer-encoding':'chunked'},Buffer.alloc(0)],
['empty no ct',{},Buffer.alloc(0)],
['blank body',{'content-type':J},Buffer.from('  ')],
['null',{'content-type':J},Buffer.from('null')],
['"text"',{'content-type':J},Buffer.from('"a"')],
['12',{'content-type':J},Buffer.from('12')],
['true',{'content-type':J},Buffer.from('true')],
['array',{'content-type':J},Buffer.from('[1]')],
['nbsp lead',{'content-type':J},Buffer.from('\u00a0{}')],
['ws lead',{'content-type':J},Buffer.from('\r\n\t {"a":1}')],
['vt lead',{'content-type':J},Buffer.from('\v{}')],
['truncated',{'content-type':J},Buffer.from('{"a":')],
['garbage after',{'content-type':J},Buffer.from('{"a":1} x')],
['dup',{'content-type':J},Buffer.from('{"a":1,"a":2}')],
['__proto__',{'content-type':J},Buffer.from('{"__proto__":1}')],
['lone surrogate esc',{'content-type':J},Buffer.from('{"a":"\\ud800"}')],
['ctl in string',{'content-type':J},Buffer.from('{"a":"\n"}')],
['trailing comma',{'content-type':J},Buffer.from('{"a":1,}')],
['comment',{'content-type':J},Buffer.from('{/*x*/"a":1}')],
['big number',{'content-type':J},Buffer.from('{"a":1e999}')],
['GET with body no ct',{_m:'GET'},u8],
['DELETE json',{_m:'DELETE','content-type':J},u8],
['GET bad ce',{_m:'GET','content-type':J,'content-encoding':'foo'},u8],
];
function ask(port, [name, {_m: method = 'POST', ...headers}, sent]) {
  if (!headers['transfer-encoding']) headers['content-length'] = sent.length;
  return new Promise((resolve, reject) => {
    const request = http.request({port, method, headers, agent: false}, (response) => {
      let text = '';
      response.on('data', (piece) => (text += piece));
      response.on('end', () => resolve({name, method, headers, sent: sent.toString('base64'), status: response.statusCode, answer: JSON.parse(text)}));
    });
    request.on('error', reject);
    request.end(sent);
  });
}
const server = app.listen(0, async () => {
  const answers = [];
  for (const one of cases) answers.push(await ask(server.address().port, one));
  const version = (name) => name + ' ' + require(name + '/package.json').version;
  console.log(JSON.stringify({measured: [version('express'), version('body-parser'), 'node ' + process.version], answers}, null, 1));
  server.close();
});
