/*
 * Mutations of a rulebook: see mutate.h.
 */
#include "mutate.h"

static const char *const kind_names[IM_MUTATION_KINDS] = {
    [IM_RULE_DELETED] = "rules deleted",
    [IM_RULE_FLIPPED] = "rules flipped",
    [IM_ROW_DELETED] = "rows deleted",
    [IM_ROW_FLIPPED] = "rows flipped",
    [IM_CONDITION_DELETED] = "conditions deleted",
    [IM_CONDITION_FLIPPED] = "conditions flipped",
    [IM_BOUND_MOVED] = "constants moved",
    [IM_ANSWER_REMOVED] = "answers removed",
    [IM_REFUSAL_REMOVED] = "refusals removed",
    [IM_GRADE_CHANGED] = "grades changed",
    [IM_FIRMNESS_CHANGED] = "firmness changed",
};

const char *im_mutation_kind_name(enum im_mutation_kind kind) { return kind_names[kind]; }

/* --- all of them --- */

struct listing {
    struct im_mutation *list;
    size_t room, count;
};

static void put(struct listing *listing, struct im_mutation mutation)
{
    if (listing->count < listing->room) listing->list[listing->count] = mutation;
    listing->count++;
}

static bool has_entries(const struct im_rulebook *book, unsigned rule)
{
    for (size_t i = 0; i < book->rows->count; i++) {
        if (book->rows->row[i].rule == rule) return true;
    }
    for (size_t i = 0; i < book->conditions->count; i++) {
        if (book->conditions->condition[i].rule == rule) return true;
    }
    return false;
}

enum { REFUSALS = sizeof((struct condition *)NULL)->refusal / sizeof(struct answer) };

static uint8_t refusals(const struct condition *condition)
{
    static const struct answer none;
    uint8_t count = 0;
    while (condition->refusal[count].code != none.code || condition->refusal[count].shapes != none.shapes) count++;
    return count;
}

static void put_each(struct listing *listing, enum im_mutation_kind kind, size_t count)
{
    for (size_t i = 0; i < count; i++) put(listing, (struct im_mutation){ .kind = (uint8_t)kind, .at = (uint16_t)i });
}

static void put_parts(struct listing *listing, const struct im_rulebook *book, enum im_mutation_kind kind, bool of_row)
{
    size_t entries = of_row ? book->rows->count : book->conditions->count;
    for (size_t i = 0; i < entries; i++) {
        uint8_t parts = of_row ? book->rows->row[i].answer_count : refusals(&book->conditions->condition[i]);
        for (uint8_t part = 0; part < parts; part++) {
            put(listing,
                (struct im_mutation){ .kind = (uint8_t)kind, .of_row = of_row, .part = part, .at = (uint16_t)i });
        }
    }
}

size_t im_mutations(const struct im_rulebook *book, struct im_mutation *list, size_t room)
{
    struct listing listing = { list, room, 0 };
    for (unsigned rule = 1; rule < IM_RULE_COUNT; rule++) {
        put(&listing, (struct im_mutation){ .kind = IM_RULE_DELETED, .at = (uint16_t)rule });
    }
    for (unsigned rule = 1; rule < IM_RULE_COUNT; rule++) {
        if (has_entries(book, rule))
            put(&listing, (struct im_mutation){ .kind = IM_RULE_FLIPPED, .at = (uint16_t)rule });
    }
    put_each(&listing, IM_ROW_DELETED, book->rows->count);
    put_each(&listing, IM_ROW_FLIPPED, book->rows->count);
    put_each(&listing, IM_CONDITION_DELETED, book->conditions->count);
    put_each(&listing, IM_CONDITION_FLIPPED, book->conditions->count);
    for (unsigned bound = 0; bound < IM_BOUNDS; bound++) {
        put(&listing, (struct im_mutation){ .kind = IM_BOUND_MOVED, .by = -1, .at = (uint16_t)bound });
        put(&listing, (struct im_mutation){ .kind = IM_BOUND_MOVED, .by = 1, .at = (uint16_t)bound });
    }
    put_parts(&listing, book, IM_ANSWER_REMOVED, true);
    put_parts(&listing, book, IM_REFUSAL_REMOVED, false);
    put_parts(&listing, book, IM_GRADE_CHANGED, true);
    put_parts(&listing, book, IM_GRADE_CHANGED, false);
    put_each(&listing, IM_FIRMNESS_CHANGED, book->conditions->count);
    return listing.count;
}

/* --- making one --- */

/* Copies the rows and conditions but those of the rule, or turns those of the rule round. */
static void change_rule(struct im_mutant *mutant, uint8_t rule, bool flip)
{
    size_t rows = 0, conditions = 0;
    for (size_t i = 0; i < mutant->rows.count; i++) {
        struct row *row = &mutant->row[i];
        if (row->rule == rule && !flip) continue;
        if (row->rule == rule) row->flipped = !row->flipped;
        mutant->row[rows++] = *row;
    }
    for (size_t i = 0; i < mutant->conditions.count; i++) {
        struct condition *condition = &mutant->condition[i];
        if (condition->rule == rule && !flip) continue;
        if (condition->rule == rule) condition->flipped = !condition->flipped;
        mutant->condition[conditions++] = *condition;
    }
    mutant->rows.count = rows;
    mutant->conditions.count = conditions;
    if (!flip) mutant->book.standing[rule] = IM_DELETED;
}

static void delete_row(struct im_mutant *mutant, size_t at)
{
    mutant->rows.count--;
    for (size_t i = at; i < mutant->rows.count; i++) mutant->row[i] = mutant->row[i + 1];
}

static void delete_condition(struct im_mutant *mutant, size_t at)
{
    mutant->conditions.count--;
    for (size_t i = at; i < mutant->conditions.count; i++) mutant->condition[i] = mutant->condition[i + 1];
}

static uint8_t other_grade(uint8_t grade) { return grade == IM_NOTED ? IM_ACCEPTED : IM_NOTED; }

/* Gives a row answers of its own, without the one at `skip`, or with another grade for the one at `change`. */
static void change_answers(struct im_mutant *mutant, struct row *row, int skip, int change)
{
    uint8_t count = 0;
    for (int i = 0; i < row->answer_count; i++) {
        if (i == skip) continue;
        mutant->answer[count] = row->answers[i];
        if (i == change) mutant->answer[count].grade = other_grade(row->answers[i].grade);
        count++;
    }
    row->answers = mutant->answer;
    row->answer_count = count;
}

static void remove_refusal(struct condition *condition, uint8_t at)
{
    for (uint8_t i = at; i + 1 < REFUSALS; i++) condition->refusal[i] = condition->refusal[i + 1];
}

bool im_mutate(const struct im_profile *of, const struct im_mutation *mutation, struct im_mutant *mutant)
{
    const struct im_rulebook *book = of->book;
    if (book->rows->count > IM_MUTANT_ROWS || book->conditions->count > IM_MUTANT_CONDITIONS) return false;
    mutant->book = *book;
    mutant->profile = *of;
    mutant->profile.book = &mutant->book;
    mutant->book.rows = &mutant->rows;
    mutant->book.conditions = &mutant->conditions;
    mutant->rows = (struct row_table){ mutant->row, book->rows->count };
    mutant->conditions = (struct condition_table){ mutant->condition, book->conditions->count };
    for (size_t i = 0; i < mutant->rows.count; i++) mutant->row[i] = book->rows->row[i];
    for (size_t i = 0; i < mutant->conditions.count; i++) mutant->condition[i] = book->conditions->condition[i];

    uint16_t at = mutation->at;
    struct row *row = &mutant->row[at];
    struct condition *condition = &mutant->condition[at];
    switch ((enum im_mutation_kind)mutation->kind) {
    case IM_RULE_DELETED: change_rule(mutant, (uint8_t)at, false); break;
    case IM_RULE_FLIPPED: change_rule(mutant, (uint8_t)at, true); break;
    case IM_ROW_DELETED: delete_row(mutant, at); break;
    case IM_ROW_FLIPPED: row->flipped = !row->flipped; break;
    case IM_CONDITION_DELETED: delete_condition(mutant, at); break;
    case IM_CONDITION_FLIPPED: condition->flipped = !condition->flipped; break;
    case IM_BOUND_MOVED: mutant->book.bound[at] += mutation->by; break;
    case IM_ANSWER_REMOVED:
        if (row->answer_count > IM_MUTANT_ANSWERS) return false;
        change_answers(mutant, row, mutation->part, -1);
        break;
    case IM_REFUSAL_REMOVED: remove_refusal(condition, mutation->part); break;
    case IM_GRADE_CHANGED:
        if (!mutation->of_row) {
            condition->refusal[mutation->part].grade = other_grade(condition->refusal[mutation->part].grade);
            break;
        }
        if (row->answer_count > IM_MUTANT_ANSWERS) return false;
        change_answers(mutant, row, -1, mutation->part);
        break;
    case IM_FIRMNESS_CHANGED:
        condition->success = IM_PREFERRED;
        condition->firm = !condition->firm;
        break;
    default: return false;
    }
    return true;
}

/* --- what it is called --- */

struct line {
    char *to;
    size_t used;
};

static void word(struct line *line, const char *text)
{
    if (line->used > 0 && line->used + 2 < IM_MUTATION_ID) line->to[line->used++] = ' ';
    for (; *text != '\0' && line->used + 1 < IM_MUTATION_ID; text++) line->to[line->used++] = *text;
    line->to[line->used] = '\0';
}

static void number(struct line *line, int32_t value)
{
    char digits[12], *at = digits + sizeof digits;
    uint32_t rest = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
    *--at = '\0';
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) *--at = '-';
    word(line, at);
}

static void name_row(struct line *line, const struct row *row)
{
    static const char *const events[IM_EVENT_COUNT] = {
#define EVENT(id, method, kind) #id,
#include "events.def"
#undef EVENT
    };
    word(line, events[row->event]);
    word(line, row->name);
    word(line, row->rule != IM_RULE_NONE ? im_rules[row->rule].id : row->answer_count > 0 ? "-" : "stop");
}

/* Which outcome of several, by its code, and by its place where others have the same one. */
static void name_part(struct line *line, const struct answer *answers, uint8_t part)
{
    int32_t place = 1;
    for (uint8_t i = 0; i < part; i++) place += answers[i].code == answers[part].code;
    word(line, im_code_name((enum im_code)answers[part].code));
    if (place > 1) number(line, place);
    word(line, "of");
}

void im_mutation_id(const struct im_rulebook *book, const struct im_mutation *mutation,
                    char id[IM_MUTATION_ID]) /* NOLINT(readability-non-const-parameter): written through `line` */
{
    static const char *const bounds[IM_BOUNDS] = { "NAME",        "CONTACT_NAME", "SIZE",
                                                   "PLAIN_LEAST", "PLAIN_MOST",   "MEMBER_ID" };
    struct line line = { id, 0 };
    uint16_t at = mutation->at;
    const struct row *row = &book->rows->row[at];
    const struct condition *condition = &book->conditions->condition[at];
    switch ((enum im_mutation_kind)mutation->kind) {
    case IM_RULE_DELETED:
    case IM_RULE_FLIPPED:
        word(&line, "rule");
        word(&line, im_rules[at].id);
        word(&line, mutation->kind == IM_RULE_DELETED ? "deleted" : "flipped");
        break;
    case IM_ROW_DELETED:
    case IM_ROW_FLIPPED:
        word(&line, "row");
        name_row(&line, row);
        word(&line, mutation->kind == IM_ROW_DELETED ? "deleted" : "flipped");
        break;
    case IM_CONDITION_DELETED:
    case IM_CONDITION_FLIPPED:
    case IM_FIRMNESS_CHANGED:
        word(&line, "condition");
        word(&line, condition->name);
        word(&line, mutation->kind == IM_CONDITION_DELETED   ? "deleted"
                    : mutation->kind == IM_CONDITION_FLIPPED ? "flipped"
                    : condition->firm                        ? "made soft"
                                                             : "made firm");
        break;
    case IM_BOUND_MOVED:
        word(&line, "bound");
        word(&line, bounds[at]);
        number(&line, book->bound[at]);
        word(&line, "->");
        number(&line, book->bound[at] + mutation->by);
        break;
    default: {
        bool of_row = mutation->kind == IM_ANSWER_REMOVED || mutation->of_row;
        const struct answer *answers = of_row ? row->answers : condition->refusal;
        word(&line, of_row ? "answer" : "refusal");
        name_part(&line, answers, mutation->part);
        if (of_row) {
            name_row(&line, row);
        } else {
            word(&line, condition->name);
        }
        word(&line, mutation->kind != IM_GRADE_CHANGED          ? "removed"
                    : answers[mutation->part].grade == IM_NOTED ? "made accepted"
                                                                : "made noted");
    }
    }
}

const char *im_mutation_place(const struct im_rulebook *book, const struct im_mutation *mutation, unsigned *line)
{
    *line = 0;
    switch ((enum im_mutation_kind)mutation->kind) {
    case IM_RULE_DELETED:
    case IM_RULE_FLIPPED: return "model/rules.def";
    case IM_BOUND_MOVED: return "model/profiles.c";
    case IM_ROW_DELETED:
    case IM_ROW_FLIPPED:
    case IM_ANSWER_REMOVED: *line = book->rows->row[mutation->at].line; return "model/table.c";
    case IM_GRADE_CHANGED:
        if (mutation->of_row) {
            *line = book->rows->row[mutation->at].line;
            return "model/table.c";
        }
        break;
    default: break;
    }
    *line = book->conditions->condition[mutation->at].line;
    return "model/conditions.c";
}
