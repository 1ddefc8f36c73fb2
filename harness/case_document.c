/*
 * Documents of a case file: cases, and tables whose rows are cases.
 */
#include <string.h>

#include "case_load.h"
#include "program.h"

/* --- what every case has -------------------------------------------------------------------------------------- */

static bool is_id(const char *text)
{
    bool start = true;
    size_t i;
    for (i = 0; text[i] != '\0'; i++) {
        bool letter = text[i] >= 'A' && text[i] <= 'Z', digit = text[i] >= '0' && text[i] <= '9';
        if (text[i] == '-' ? start : !(letter || (digit && i > 0))) return false;
        start = text[i] == '-';
    }
    return i > 0 && i < LIMIT_ID && !start;
}

static struct loaded_case **bucket_of(struct loader *loader, const char *id)
{
    unsigned hash = 2166136261u;
    for (; *id != '\0'; id++) hash = (hash ^ (unsigned char)*id) * 16777619u;
    return &loader->buckets[hash % ID_BUCKETS];
}

static void read_id(struct loader *loader, struct reader *reader, const struct node *node, struct loaded_case *made)
{
    const char *id = "";
    static const char form[] =
        "an id: capital letters, digits and single hyphens, like WIN-REUSE-02, up to 63 characters";
    if (!read_text_value(reader, node, form, &id)) return;
    if (!is_id(id)) {
        expected(reader, node, form);
        return;
    }
    struct loaded_case **bucket = bucket_of(loader, id);
    for (const struct loaded_case *other = *bucket; other != NULL; other = other->same_bucket)
        if (strcmp(other->value.id, id) == 0) {
            refuse(reader, node, "found the id %s again; %s:%u has it: ids are unique over all files", id,
                   other->value.file, other->value.line);
            return;
        }
    made->value.id = id;
    made->same_bucket = *bucket;
    *bucket = made;
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) count += ((unsigned char)*text & 0xC0u) != 0x80u;
    return count;
}

static void read_purpose(struct reader *reader, const struct node *node)
{
    if (!read_text_value(reader, node, "a purpose: one sentence on one line", &reader->now->purpose)) return;
    if (characters(node->text) > LIMIT_PURPOSE)
        refuse(reader, node, "found a purpose of %zu characters, expected at most %d", characters(node->text),
               LIMIT_PURPOSE);
}

static void read_needs(struct reader *reader, const struct node *node)
{
    const char *words[IM_EVENT_COUNT + 1] = { NULL };
    for (size_t i = 0; i < IM_EVENT_COUNT; i++) words[i] = im_event_method((enum im_event_kind)i);
    if (!is_list(reader, node, "a list of capabilities like [client.windows]", LIMIT_NEEDS)) return;
    for (const struct node *item = node->first; item != NULL; item = item->next) {
        size_t index;
        if (!read_one_of(reader, item, "a capability", words, &index)) continue;
        for (const struct node *other = node->first; other != item; other = other->next)
            if (node_is(other, words[index])) {
                refuse(reader, item, "found the capability %s twice; leave one", words[index]);
                break;
            }
        for (size_t i = 0; i < IM_EVENT_COUNT; i++)
            if (strcmp(words[i], words[index]) == 0) reader->now->needs[i] = true;
    }
}

static const struct node *required(struct reader *reader, const struct node *root, const char *key)
{
    const struct node *value = node_get(root, key);
    if (value == NULL)
        refuse(reader, root, "found a %s without `%s`, which it must have",
               node_get(root, "table") != NULL ? "table" : "case", key);
    return value;
}

/* Begins a case: the reader forgets the names of the one before. */
static struct loaded_case *begin(struct reader *reader, unsigned line)
{
    struct loaded_case *made = arena_alloc(reader->arena, sizeof *made);
    made->value.file = reader->complaints->file;
    made->value.line = line;
    reader->now = &made->value;
    reader->names = NULL;
    return made;
}

static void keep(struct loader *loader, struct reader *reader, const struct node *at, struct loaded_case *made)
{
    loader->steps += made->value.step_count;
    if (loader->steps > LIMIT_ALL_STEPS)
        refuse(reader, at, "found more than %d steps in all files together, which is the limit", LIMIT_ALL_STEPS);
    *loader->last = made;
    loader->last = &made->next;
    loader->count++;
}

/* --- cases ---------------------------------------------------------------------------------------------------- */

static void read_steps(struct reader *reader, const struct node *list, struct step *steps, size_t *count)
{
    for (const struct node *item = list == NULL ? NULL : list->first; item != NULL; item = item->next)
        *count += read_item(reader, item, &steps[*count]);
}

/* How many steps a list has at most. */
static size_t room_for(const struct node *list)
{
    size_t room = 0;
    for (const struct node *item = list == NULL ? NULL : list->first; item != NULL; item = item->next)
        room += item_steps(item);
    return room;
}

/* Steps that are sound, so that there is one complaint about one mistake. */
static void read_program(struct loader *loader, struct reader *reader, const struct node *node)
{
    const char *name = "";
    struct test_case *test = reader->now;
    struct program_problem problem;
    if (!read_text_value(reader, node, "the name of a file in the folder programs, like drop.vbs", &name)) return;
    test->program = program_load(reader->arena, reader->complaints->file, name, test->steps, test->step_count,
                                 test->needs_role, &problem);
    if (test->program != NULL) {
        digest_add(loader->digest, test->program->text, test->program->size);
    } else if (problem.step != NULL) {
        complaint_add(reader->complaints, problem.step->line, problem.step->column, "%s", problem.message);
    } else {
        refuse(reader, node, "%s", problem.message);
    }
}

static void read_case(struct loader *loader, struct reader *reader, const struct node *root)
{
    static const char *const keys[] = { "case", "purpose", "rules", "needs", "program", "steps", NULL };
    const struct node *id = node_get(root, "case"), *node;
    const struct node *program = node_get(root, "program");
    const size_t complaints = reader->complaints->count;
    struct loaded_case *made = begin(reader, id->key->line);
    refuse_unknown_keys(reader, root, "a case", keys);
    read_id(loader, reader, id, made);
    if ((node = required(reader, root, "purpose")) != NULL) read_purpose(reader, node);
    if ((node = required(reader, root, "rules")) != NULL)
        read_rules(reader, node, reader->now->rules, &reader->now->rule_count);
    if ((node = required(reader, root, "steps")) != NULL && is_list(reader, node, "a list of steps", LIMIT_STEPS)) {
        if (node->count == 0) expected(reader, node, "at least one step");
        struct step *steps = arena_alloc(reader->arena, (room_for(node) + 1) * sizeof *steps);
        read_steps(reader, node, steps, &made->value.step_count);
        made->value.steps = steps;
    }
    /* They are the program's own calls then, so that it does not matter whether the adapter has them. */
    if (program != NULL) memset(reader->now->needs, 0, sizeof reader->now->needs);
    if ((node = node_get(root, "needs")) != NULL) read_needs(reader, node);
    if (program != NULL && reader->complaints->count == complaints) read_program(loader, reader, program);
    keep(loader, reader, root, made);
}

/* --- tables --------------------------------------------------------------------------------------------------- */

struct table {
    const struct node *before, *after, *needs; /* NULL if they are not there */
    const struct node *columns, *rows;
    const char *const *fields; /* those of the step instantMessage */
};

static const char *field_name(const struct node *column) { return node_is(column, "vContact") ? "to" : column->text; }

static bool is_field(const struct table *table, const struct node *column)
{
    for (size_t i = 0; table->fields[i] != NULL; i++)
        if (strcmp(field_name(column), table->fields[i]) == 0) return true;
    return false;
}

static bool has_column(const struct table *table, const char *name)
{
    for (const struct node *column = table->columns->first; column != NULL; column = column->next)
        if (strcmp(field_name(column), name) == 0) return true;
    return false;
}

static bool require_column(struct reader *reader, const struct table *table, const char *name)
{
    if (has_column(table, name)) return true;
    refuse(reader, table->columns, "found no column `%s`, which every table must have",
           strcmp(name, "to") == 0 ? "vContact" : name);
    return false;
}

static const char *const required_columns[] = { "id", "purpose", "rules" };

static bool read_columns(struct reader *reader, const struct table *table)
{
    const char *words[4 + FIELDS_MAX + 1] = { "vContact", required_columns[0], required_columns[1],
                                              required_columns[2] };
    bool sound = true;
    for (size_t i = 0; table->fields[i] != NULL; i++) words[4 + i] = table->fields[i];
    if (!is_list(reader, table->columns, "a list of columns like [id, purpose, vContact, expect, rules]", LIMIT_KEYS))
        return false;
    for (const struct node *column = table->columns->first; column != NULL; column = column->next) {
        size_t index;
        if (!read_one_of(reader, column, "a column", words, &index)) {
            sound = false;
            continue;
        }
        for (const struct node *other = table->columns->first; other != column; other = other->next)
            if (other->kind == NODE_SCALAR && strcmp(field_name(other), field_name(column)) == 0) {
                refuse(reader, column, "found the column %s twice; leave one", words[index]);
                sound = false;
            }
    }
    if (!sound) return false;
    for (size_t i = 0; i < sizeof required_columns / sizeof required_columns[0]; i++)
        sound = require_column(reader, table, required_columns[i]) && sound;
    for (size_t i = 0; table->fields[i] != NULL; i++)
        if (instant_message_requires(table->fields[i]))
            sound = require_column(reader, table, table->fields[i]) && sound;
    return sound;
}

/* A mapping with the fields of instantMessage that a row gives; a cell of null leaves an optional field out. */
static struct node fields_of_row(struct reader *reader, const struct table *table, const struct node *row)
{
    struct node map = { .kind = NODE_MAP, .line = row->line, .column = row->column };
    const struct node **last = &map.first;
    const struct node *cell = row->first;
    for (const struct node *column = table->columns->first; column != NULL; column = column->next, cell = cell->next) {
        const char *name = field_name(column);
        if (!is_field(table, column) ||
            (node_is_null(cell) && !instant_message_requires(name) && strcmp(name, "out") != 0))
            continue;
        struct node *value = arena_alloc(reader->arena, sizeof *value), *key = arena_alloc(reader->arena, sizeof *key);
        *key = *column;
        key->text = name;
        key->size = strlen(name);
        *value = *cell;
        value->key = key;
        value->next = NULL;
        *last = value;
        last = &value->next;
        map.count++;
    }
    return map;
}

static void read_row(struct loader *loader, struct reader *reader, const struct table *table, const struct node *row)
{
    if (!is_list(reader, row, "a row: a list with a value for each column", LIMIT_KEYS)) return;
    if (row->count != table->columns->count) {
        refuse(reader, row, "found a row of %zu values, expected %zu: %s", row->count, table->columns->count,
               "one for each column");
        return;
    }
    struct loaded_case *made = begin(reader, row->line);
    const struct node *cell = row->first;
    for (const struct node *column = table->columns->first; column != NULL; column = column->next, cell = cell->next) {
        if (node_is(column, "id"))
            read_id(loader, reader, cell, made);
        else if (node_is(column, "purpose"))
            read_purpose(reader, cell);
        else if (node_is(column, "rules"))
            read_rules(reader, cell, reader->now->rules, &reader->now->rule_count);
    }
    if (table->needs != NULL) read_needs(reader, table->needs);
    struct node fields = fields_of_row(reader, table, row);
    size_t room = 1 + room_for(table->before) + room_for(table->after);
    struct step *steps = arena_alloc(reader->arena, room * sizeof *steps);
    read_steps(reader, table->before, steps, &made->value.step_count);
    read_instant_message(reader, row, &fields, &steps[made->value.step_count++]);
    read_steps(reader, table->after, steps, &made->value.step_count);
    made->value.steps = steps;
    keep(loader, reader, row, made);
}

static const struct node *optional_steps(struct reader *reader, const struct node *root, const char *key)
{
    const struct node *list = node_get(root, key);
    return list != NULL && is_list(reader, list, "a list of steps", LIMIT_STEPS / 2 - 1) ? list : NULL;
}

static void read_table(struct loader *loader, struct reader *reader, const struct node *root)
{
    static const char *const keys[] = { "table", "needs", "before", "after", "columns", "rows", NULL };
    struct table table = { .needs = node_get(root, "needs"), .fields = instant_message_keys(reader) };
    const char *name;
    refuse_unknown_keys(reader, root, "a table", keys);
    if (read_text_value(reader, node_get(root, "table"), "the name of the table", &name) &&
        characters(name) > LIMIT_PURPOSE)
        refuse(reader, node_get(root, "table"), "found a name of %zu characters, expected at most %d", characters(name),
               LIMIT_PURPOSE);
    table.before = optional_steps(reader, root, "before");
    table.after = optional_steps(reader, root, "after");
    table.columns = required(reader, root, "columns");
    table.rows = required(reader, root, "rows");
    bool columns = table.columns != NULL && read_columns(reader, &table);
    bool rows = table.rows != NULL && is_list(reader, table.rows, "a list of rows", LIMIT_ALL_STEPS);
    if (rows && table.rows->count == 0) expected(reader, table.rows, "at least one row");
    for (const struct node *row = columns && rows ? table.rows->first : NULL;
         row != NULL && loader->steps <= LIMIT_ALL_STEPS; row = row->next)
        read_row(loader, reader, &table, row);
}

void read_document(struct loader *loader, struct complaints *complaints, const struct node *root)
{
    static const char *const keys[] = { "case", "table", NULL };
    struct reader reader = { .arena = loader->arena, .complaints = complaints };
    const struct node *as_case = node_get(root, "case"), *as_table = node_get(root, "table");
    if (root->kind != NODE_MAP)
        expected(&reader, root, "a document that is a case (`case: ID`) or a table (`table: NAME`)");
    else if (as_case != NULL && as_table != NULL)
        refuse(&reader, as_table->key, "found `case` and `table` in one document; part them by a line of ---");
    else if (as_case != NULL)
        read_case(loader, &reader, root);
    else if (as_table != NULL)
        read_table(loader, &reader, root);
    else
        refuse(&reader, root, "found a document with neither `case` nor `table`, expected one of them%s",
               root->first == NULL ? "" : suggestion(reader.arena, root->first->key->text, keys));
}
