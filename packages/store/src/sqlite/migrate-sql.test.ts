import { describe, expect, it } from 'vitest'
import { splitStatements } from './migrate-sql.ts'
import { splitTriggers } from './migrate-triggers.ts'

describe('splitStatements', () => {
  it('parts statements at semicolons, without the comments around them', () => {
    expect(splitStatements('-- a;\nSELECT 1 -- b;\n, 2; /* c; */ ;;\nSELECT 3')).toEqual([
      'SELECT 1 -- b;\n, 2',
      'SELECT 3',
    ])
  })

  it('is not misled by semicolons in strings, names and comments', () => {
    const statement = `SELECT ';''', ";""", [;], \`;\` /* ; */ FROM t`
    expect(splitStatements(`${statement};${statement};`)).toEqual([statement, statement])
  })

  it('keeps the body of a trigger together', () => {
    const trigger = `create trigger t after update on a
      when case new.b when ';' then 1 else 0 end
    begin
      select case when 1 then 2 end; -- ; end;
      select raise(abort, '; END;');
    end`
    expect(splitStatements(`${trigger};\nSELECT 1;`)).toEqual([trigger, 'SELECT 1'])
  })

  it('finds nothing in an empty script', () => {
    expect(splitStatements('')).toEqual([])
    expect(splitStatements(' -- only a comment\n;')).toEqual([])
  })
})

describe('splitTriggers', () => {
  const body = 'AFTER INSERT ON t\nBEGIN\n  SELECT 1;\nEND'

  it('names each trigger and gives its text as SQLite keeps it', () => {
    const script = `-- why\nCREATE  TRIGGER IF NOT EXISTS "a b" ${body}; create trigger c ${body} ;`
    expect(splitTriggers(script)).toEqual([
      { name: 'a b', sql: `CREATE TRIGGER "a b" ${body}` },
      { name: 'c', sql: `CREATE TRIGGER c ${body}` },
    ])
  })

  it('refuses anything but triggers, which would be laid once and never again', () => {
    expect(() => splitTriggers(`CREATE TRIGGER a ${body}; CREATE VIEW v AS SELECT 1;`)).toThrow(
      'CREATE VIEW v',
    )
    expect(() => splitTriggers(`CREATE TEMP TRIGGER a ${body};`)).toThrow('CREATE TEMP TRIGGER')
  })

  it('refuses a name that is given twice', () => {
    expect(() => splitTriggers(`CREATE TRIGGER a ${body}; CREATE TRIGGER A ${body};`)).toThrow('twice')
  })
})
