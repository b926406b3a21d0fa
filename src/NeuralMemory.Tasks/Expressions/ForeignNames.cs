using System.Collections.Frozen;

namespace NeuralMemory.Tasks;

/// <summary>What other languages call what this one has under another name, and how it is written here.</summary>
internal static class ForeignNames
{
    private static readonly FrozenDictionary<string, string> Forms = new (string Form, string[] Names)[]
    {
        ("running_sum(x)", ["cumsum", "cumulative_sum", "accumulate", "prefix_sum"]),
        ("at(sort_by(range(rows(x)), x), rows(x) - 1, 0)", ["argmax"]),
        ("at(sort_by(range(rows(x)), x), 0, 0)", ["argmin"]),
        ("sort_by(range(rows(x)), x)", ["argsort"]),
        ("gather(x, permutation(rows(x)))", ["shuffle", "shuffled", "permute"]),
        ("if(condition, first, second)", ["where", "select", "ifelse", "iif", "cond", "ternary"]),
        ("rows(x)", ["len", "length", "size", "count", "shape", "numel"]),
        ("concat(x, y)", ["cat", "concatenate", "append", "join", "vstack"]),
        ("zip(x, y)", ["hstack", "stack", "column_stack"]),
        ("reverse(x)", ["flip", "reversed", "rev"]),
        ("repeat(x, times)", ["tile"]),
        ("range(count)", ["arange", "iota", "linspace"]),
        ("integers(rows, width, low, high)", ["randint", "randints", "random_integers"]),
        ("integer(low, high)", ["random_integer", "random_int"]),
        ("reals(rows, width, low, high)", ["rand", "random", "uniform"]),
        ("normals(rows, width, mean, deviation)", ["randn", "gaussian"]),
        ("permutation(count)", ["randperm"]),
        ("pick(count, weights)", ["sample", "multinomial"]),
        ("coins(rows, width, probability)", ["binomial"]),
        ("distinct(count, low, high)", ["unique"]),
        ("row(x, index)", ["get", "nth", "element"]),
        ("at(x, row, column)", ["item", "index"]),
        ("gather(x, indices)", ["take", "take_along_axis", "index_select"]),
        ("keep(x, flags)", ["filter", "compress", "masked_select", "boolean_mask"]),
        ("find(x, row)", ["index_of", "indexof", "searchsorted"]),
        ("sum(x) / rows(x)", ["mean", "average", "avg"]),
        ("sum(x)", ["total"]),
        ("row_sums(x)", ["sum_rows", "rowsum"]),
        ("power(x, 2)", ["pow", "square"]),
        ("power(x, 0.5)", ["sqrt"]),
        ("floor(x + 0.5)", ["round", "int", "rint"]),
        ("floor(x)", ["trunc"]),
        ("-floor(-x)", ["ceil", "ceiling"]),
        ("min(max(x, low), high)", ["clip", "clamp"]),
        ("x % y", ["mod", "modulo", "remainder", "fmod"]),
        ("x and y", ["logical_and"]),
        ("x or y", ["logical_or"]),
        ("abs(x - y)", ["xor", "logical_xor"]),
        ("one_hot(x, classes)", ["eye", "onehot"]),
        ("zeros(rows, width)", ["zeros_like", "empty"]),
        ("max(x, y)", ["maximum"]),
        ("min(x, y)", ["minimum"]),
        ("sort(x)", ["sorted", "order_by"]),
        ("scan(state = start, item in sequence, next)", ["fold", "reduce", "foldl", "map"]),
    }.SelectMany(each => each.Names, (each, name) => (each.Form, Name: name)).ToFrozenDictionary(each => each.Name, each => each.Form);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => Forms.Keys;

    /// <summary>How what a name means is written here; null where it means nothing that is known.</summary>
    public static string? Find(string name) => Forms.GetValueOrDefault(name.ToLowerInvariant());
}
