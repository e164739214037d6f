#!/usr/bin/env python3
"""Writes a small valid input of every kind for each target that reads files: make_seeds.py CORPUS_FOLDER"""
import io
import re
import struct
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHEET = (
    '<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
    '<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>a_x0041_</t></r></is></c></row>'
    '<row r="3"><c s="1"><v>45292.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c>'
    '<c t="d"><v>2021-03-05T08:00:00</v></c><c t="str"><f>DISPIMG("I",1)</f><v>=DISPIMG("I",1)</v></c></row>'
    '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
)
STRINGS = '<sst><si><t>利通区</t></si><si><r><t>甲</t></r><rPh><t>x</t></rPh></si></sst>'
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m [h]:mm;@"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
XLSX = {
    '_rels/.rels': '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': '<workbook><workbookPr date1904="0"/><sheets><sheet name="表" state="hidden" id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheet.xml"/>'
    '<Relationship Id="b" Type="x/sharedStrings" Target="strings.xml"/>'
    '<Relationship Id="c" Type="x/styles" Target="/xl/styles.xml"/></Relationships>',
    'xl/sheet.xml': SHEET,
    'xl/strings.xml': STRINGS,
    'xl/styles.xml': STYLES,
}
CONTENT = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">'
    '<office:automatic-styles><style:style style:name="h" style:family="table"><style:table-properties '
    'table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>'
    '<table:table table:name="表" table:style-name="h"><table:table-column table:visibility="collapse" '
    'table:number-columns-repeated="2"/><table:table-row-group><table:table-row table:number-rows-repeated="3">'
    '<table:table-cell office:value-type="float" office:value="85.7" table:number-columns-repeated="2"/>'
    '<table:table-cell office:value-type="date" office:date-value="2021-03-05T08:00:00.5"/>'
    '<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>'
    '<table:table-cell office:value-type="boolean" office:boolean-value="true" table:number-columns-spanned="2" '
    'table:number-rows-spanned="2"/><table:covered-table-cell/>'
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
    '<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>a<text:s '
    'text:c="2"/><text:span>b</text:span><text:tab/></text:p><text:p>\n c</text:p></table:table-cell>'
    '</table:table-row></table:table-row-group><table:table-row table:number-rows-repeated="1048000" '
    'table:visibility="filter"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    '</table:table></office:spreadsheet></office:body></office:document-content>'
)
CSV = [
    '县区,日期,"PM10"\r\n利通区,2021-03-05,"8""5\n.7"\r\n青铜峡市,,3\r\n',
    't\tb\n1\t2\t3\n',
    'a;b\r1;2\r',
]
JSON = [
    '{"表": [{"县区": "利通区", "值": 8.57e1, "f": true}, {"n": null}], "填报信息": {"年度": "2021"}}',
    '[{"a": -2.50e-3, "b": "\\u4e2d\\ud842\\udfb7"}]',
    '{"a": 1, "b": "x"}\n{"a": [1], "c": {}}\n',
]


def package(parts, method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, method)
    return out.getvalue()


def record(kind, data=b''):
    return struct.pack('<HH', kind, len(data)) + data


def wide(text):
    return struct.pack('<HB', len(text), 1) + text.encode('utf-16-le')


def workbook_stream():
    """One sheet with every kind of record that is read; the shared strings are cut into two records."""
    def start(kind):
        return record(0x809, struct.pack('<HH', 0x600, kind) + bytes(12))

    def cell(kind, row, column, rest, style=0):
        return record(kind, struct.pack('<HHH', row, column, style) + rest)

    name = '表1'
    sheet = (
        start(0x10) + record(0x7D, struct.pack('<6H', 1, 2, 9, 0, 1, 0)) + record(0x208, struct.pack('<8H', 0, 0, 9, 0, 0, 0, 0x20, 0))
        + cell(0x203, 0, 0, struct.pack('<d', 45292.5), 1) + cell(0x27E, 0, 1, struct.pack('<I', 8570 << 2 | 3))
        + record(0xBD, struct.pack('<HHHIHIH', 1, 0, 0, 6, 1, 0x3FF80000, 1)) + cell(0xFD, 2, 0, struct.pack('<I', 1))
        + cell(0x204, 2, 1, wide('县')) + cell(0xD6, 2, 2, wide('a') + struct.pack('<HI', 1, 0)) + cell(0x205, 2, 3, b'\x2a\1')
        + cell(0x06, 3, 0, struct.pack('<d', 1.5) + bytes(8)) + cell(0x06, 3, 1, bytes(6) + b'\xff\xff' + bytes(8))
        + record(0x207, struct.pack('<HB', 4, 1) + '达标'.encode('utf-16-le')) + record(0x3C, b'\0ab')
        + cell(0x06, 3, 2, b'\2\0\7\0\0\0\xff\xff' + bytes(8)) + start(0x20) + record(0x0A)
        + record(0xE5, struct.pack('<5H', 1, 0, 1, 0, 2)) + record(0x0A)
    )
    before = start(5) + record(0x22, b'\0\0') + record(0x41E, struct.pack('<H', 164) + wide('yyyy"年"')) + b''.join(
        record(0xE0, struct.pack('<HH', 0, style) + bytes(16)) for style in (0, 14, 164))
    behind = record(0xFC, struct.pack('<II', 2, 2) + wide('甲') + struct.pack('<HBHI', 5, 13, 1, 2) + '利'.encode('utf-16-le')) \
        + record(0x3C, b'\0abcd' + bytes(6)) + record(0x0A)
    listed = struct.pack('<BB', len(name), 1) + name.encode('utf-16-le')
    at = len(before) + 4 + 6 + len(listed) + len(behind)
    return before + record(0x85, struct.pack('<IBB', at, 1, 0) + listed) + behind + sheet


def compound(stream):
    """The stream "Workbook" in the mini stream: sectors are FAT, directory, mini-FAT, then the mini stream."""
    size = -(-len(stream) // 512)
    def numbers(values):
        return struct.pack('<128I', *(values + [0xFFFFFFFF] * (128 - len(values))))
    def chain(first, count):
        return [first + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
    def entry(name, kind, child, start, length):
        text = name.encode('utf-16-le')
        return text.ljust(64, b'\0') + struct.pack('<HBBIII', len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child) \
            + bytes(36) + struct.pack('<IQ', start, length)
    header = bytes.fromhex('d0cf11e0a1b11ae1') + bytes(16) + struct.pack('<5H', 0x3E, 3, 0xFFFE, 9, 6) + bytes(10) \
        + struct.pack('<8I', 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0) + struct.pack('<109I', 0, *[0xFFFFFFFF] * 108)
    table = numbers([0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE] + chain(3, size))
    directory = (entry('Root Entry', 5, 1, 3, len(stream)) + entry('Workbook', 2, 0xFFFFFFFF, 0, len(stream))).ljust(512, b'\0')
    small = numbers(chain(0, -(-len(stream) // 64)))
    return header + table + directory + small + stream.ljust(size * 512, b'\0')


def packs():
    """Every pack of the repository in the five files that fuzz_pack_load writes: includes are put in their places, and each
    side table in turn is the one called targets.csv. Those that would be too long to try often are left out."""
    most_bytes = 12_000
    method = (ROOT / 'plugins/straw/method.lua').read_bytes()
    small = (ROOT / 'tests/fuzz/findings/pack_load/small_pack').read_bytes().split(b'\0')
    seeds = []
    for main_file in sorted([*ROOT.glob('rules/*/*/pack.lua'), *ROOT.glob('tests/*/*pack/pack.lua')]):
        folder = main_file.parent
        texts = {path.stem: path.read_text('utf-8') for path in folder.glob('*.lua')}
        tables = {path.name: path.read_bytes() for path in folder.glob('*.csv')}
        for name, text in texts.items():  # comments tell the loader nothing
            texts[name] = re.sub(r'(?m)^\s*--.*\n|^\n', '', text)
        scheme, regions = texts.get('scheme', ''), tables.get('regions.csv', b'')
        parts = [name for name in texts if name not in ('pack', 'scheme')]
        def joined(kept, table):
            whole = re.sub(r'include "(\w[\w-]*)(?:\.lua)?"\n', lambda m: texts[m[1]] if m[1] in kept else m[0] if m[1] == 'scheme' else '', texts['pack'])
            return whole.replace(f'"{table}"', '"targets.csv"') if table else whole
        for kept in [parts, *([part] for part in parts)]:
            for table in [name for name in tables if name != 'regions.csv'] or ['']:
                whole = joined(kept, table)
                if table and '"targets.csv"' not in whole:
                    continue
                seeds.append(b'\0'.join([whole.encode(), scheme.encode(), tables.get(table, b''), regions, method]))
    # A method and the pack that calls it, for each that reads no more than its own table.
    seeds += [b'\0'.join([*small[:4], path.read_bytes()]) for path in sorted(ROOT.glob('plugins/*/method.lua'))]
    return sorted({seed for seed in seeds if len(seed) <= most_bytes}, key=len)


def main():
    corpus = Path(sys.argv[1])
    stream = workbook_stream()
    assert len(stream) < 4096
    seeds = {
        'read_xlsx': [package(XLSX, zipfile.ZIP_STORED), package(XLSX, zipfile.ZIP_DEFLATED)],
        'read_ods': [package({'mimetype': 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': CONTENT,
                              'META-INF/manifest.xml': '<manifest/>'}, zipfile.ZIP_STORED)],
        'read_xls': [compound(stream)],
        'read_csv': [text.encode() for text in CSV] + [CSV[0].encode('gb18030'), CSV[0].encode('utf-16')],
        'read_json': [text.encode() for text in JSON],
        'xlsx_parts': ['\0'.join((SHEET, STRINGS, STYLES)).encode(), SHEET.encode()],
        'ods_content': [CONTENT.encode()],
        'xls_stream': [stream],
        'pack_load': packs(),
    }
    for target, inputs in seeds.items():
        folder = corpus / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(inputs):
            (folder / f'seed-{number}').write_bytes(content)


if __name__ == '__main__':
    main()
