using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What a user reads who made a mistake. Each case changes one line of a good task.</summary>
public sealed class MalformedTaskTests
{
    private const string Good = """
        task: recall
        version: 1
        parameters: { width: 8, length: [1, 10], repeats: [1, 3] }
        variables: { total: length * repeats }
        inputs: { data: width, end: 1 }
        targets: { data: width, stop: 1 }
        draw: { items: bits(length, width), pick: integer(0, length - 1) }
        episode:
          - show: { data: items }
          - show: { end: standardize(repeats) }
          - recall: { data: repeat(items, repeats) }
          - recall: { stop: 1 }
        loss: bits
        metrics: [bits_per_sequence]
        """;

    private const string Keys =
        "task, version, source, description, seed, parameters, corpus, variables, inputs, targets, draw, where, episode, loss, "
            + "tolerance, terminator, decoding, metrics, acknowledged, budget";

    private const string Metrics =
        "bits_per_sequence, bit_errors_per_sequence, wrong_bits_percent, sequence_errors, accuracy_percent, exact_match_percent, "
        + "scaled_accuracy";

    public static TheoryData<int, string, string> Cases => new()
    {
        {
            1, "tsk: recall",
            "t.yaml:1:1: the task has no 'task', which is required\n"
                + "t.yaml:1:1: the task has no key 'tsk'; did you mean 'task'? (known: " + Keys + ")"
        },
        {
            1, "task: [recall]",
            "t.yaml:1:7: expected a text, found a list of 1 value"
        },
        {
            1, "task:",
            "t.yaml:1:1: 'task' has no value"
        },
        {
            2, "version: one",
            "t.yaml:2:10: expected an integer from 1 to 2147483647, found the text 'one'"
        },
        {
            2, "version: 0",
            "t.yaml:2:10: expected an integer from 1 to 2147483647, found the integer 0"
        },
        {
            2, "vershun: 1",
            "t.yaml:1:1: the task has no 'version', which is required\n"
                + "t.yaml:2:1: the task has no key 'vershun'; did you mean 'version'? (known: " + Keys + ")"
        },
        {
            3, "parameters: { width: 8, length: [10, 1], repeats: [1, 3] }",
            "t.yaml:3:33: the range is empty: 10 is above 1"
        },
        {
            3, "parameters: { width: 8, length: [1, 5, 10], repeats: [1, 3] }",
            "t.yaml:3:33: expected a range [low, high], found a list of 3 values"
        },
        {
            3, "parameters: { width: 8, length: ten, repeats: [1, 3] }",
            "t.yaml:3:33: expected a number or a range [low, high], found the text 'ten'"
        },
        {
            3, "parameters: { width: 8, length: [1, .inf], repeats: [1, 3] }",
            "t.yaml:3:37: expected a number, found the text '.inf'"
        },
        {
            3, "parameters: { width: 8.5, length: [1, 10], repeats: [1, 3] }",
            "t.yaml:5:17: the width of 'data' must be an integer from 1 to 16384, and this is 8.5\n"
                + "t.yaml:6:18: the width of 'data' must be an integer from 1 to 16384, and this is 8.5\n"
                + "t.yaml:7:29: 'width' of bits must be an integer, and this is 8.5"
        },
        {
            3, "parameters: { width: [8, 9], length: [1, 10], repeats: [1, 3] }",
            "t.yaml:5:17: the width of 'data' must be the same in every episode, and this varies in [8, 9]\n"
                + "t.yaml:6:18: the width of 'data' must be the same in every episode, and this varies in [8, 9]\n"
                + "t.yaml:7:29: 'width' of bits must be the same in every episode, and this varies in [8, 9]"
        },
        {
            3, "parameters: { width: 0, length: [1, 10], repeats: [1, 3] }",
            "t.yaml:5:17: the width of 'data' must be an integer from 1 to 16384, and this is 0\n"
                + "t.yaml:6:18: the width of 'data' must be an integer from 1 to 16384, and this is 0\n"
                + "t.yaml:7:29: 'width' of bits must be from 1 to 16384, and this is 0"
        },
        {
            3, "parameters: { width: 8, length: [-4, -1], repeats: [1, 3] }",
            "t.yaml:7:21: 'rows' of bits must not be negative, and this is [-4, -1]\n"
                + "t.yaml:7:54: 'high' of integer is [-5, -2] and 'low' is 0: there is nothing to draw from"
        },
        {
            3, "parameters: { width: 8, length: [2000000, 3000000], repeats: [1, 3] }",
            "t.yaml:7:21: 'rows' of bits must be at most 1048576, and this is [2000000, 3000000]"
        },
        {
            3, "parameters: { width: 8, length: [0.5, 10], repeats: [1, 3] }",
            "t.yaml:7:21: 'rows' of bits must be an integer, and this can be a fraction; floor(...) rounds down\n"
                + "t.yaml:7:54: 'high' of integer must be an integer, and this can be a fraction; floor(...) rounds down"
        },
        {
            3, "parameters: { width: 8, length: [1, 10], repeats: [1, 3], my-rate: 2 }",
            "t.yaml:3:59: 'my-rate' cannot name a parameter: a name has letters, digits and underscores, a letter first"
        },
        {
            3, "parameters: [8, 10]",
            "t.yaml:3:13: expected a mapping of keys to values, found a list of 2 values"
        },
        {
            4, "variables: { total: lenght * repeats }",
            "t.yaml:4:21: unknown name 'lenght'; did you mean 'length'? (known: width, length, repeats)"
        },
        {
            4, $"variables: {{ total: {new string('n', 100_000)} }}",
            $"t.yaml:4:21: unknown name '{new string('n', 48)}...' (known: width, length, repeats)"
        },
        {
            4, $"variables: {{ total: {new string('n', 100_000)}(1) }}",
            $"t.yaml:4:21: unknown function '{new string('n', 48)}...' (tasks/README.md lists the functions)"
        },
        {
            4, "variables: { total: length + pick }",
            "t.yaml:4:30: 'pick' is a draw, and variables are computed before draws: put this variable under 'draw', below 'pick'"
        },
        {
            4, "variables: { total: length * }",
            "t.yaml:4:29: expected a number, a name or a function, found the end of the expression"
        },
        {
            4, "variables: { total: length repeats }",
            "t.yaml:4:28: expected an operator, found 'repeats'"
        },
        {
            4, "variables: { total: length * (repeats + 1 }",
            "t.yaml:4:42: expected ')', found the end of the expression"
        },
        {
            4, "variables: { total: length / 0 }",
            "t.yaml:4:28: a division by 0"
        },
        {
            4, "variables: { total: length $ 2 }",
            "t.yaml:4:28: expected an operator, found '$'"
        },
        {
            4, "variables: { total: 1.2.3 }",
            "t.yaml:4:21: expected a number such as 8, 0.5 or 1e-4, found '1.2.3'"
        },
        {
            4, "variables: { total: bits(2, 2) }",
            "t.yaml:4:21: bits draws random values, which stands under 'draw' only: give it a name there"
        },
        {
            4, "variables: { length: 5 }",
            "t.yaml:4:14: 'length' is already the name of a parameter"
        },
        {
            4, "variables: { total: [1, 2] }",
            "t.yaml:4:21: expected an expression such as 'length + 1', found a list of 2 values"
        },
        {
            4, "variables: {}",
            "t.yaml:4:12: expected a variable here, found nothing"
        },
        {
            5, "inputs: { data: width, end: length }",
            "t.yaml:5:29: the width of 'end' must be the same in every episode, and this varies in [1, 10]"
        },
        {
            5, "inputs: { data: width, end: 20000 }",
            "t.yaml:5:29: the width of 'end' must be an integer from 1 to 16384, and this is 20000"
        },
        {
            5, "inputs: { data: width }",
            "t.yaml:10:13: there is no input channel 'end' (known: data)"
        },
        {
            5, "inputs: 5",
            "t.yaml:5:9: expected a mapping of keys to values, found the integer 5"
        },
        {
            6, "targets: { data: width + 1, stop: 1 }",
            "t.yaml:11:21: the target channel 'data' has width 9, and this is a sequence of width 8"
        },
        {
            6, "targts: { data: width, stop: 1 }",
            "t.yaml:1:1: the task has no 'targets', which is required\n"
                + "t.yaml:6:1: the task has no key 'targts'; did you mean 'targets'? (known: " + Keys + ")"
        },
        {
            7, "draw: { items: bits(length, width, 3), pick: integer(0, length - 1) }",
            "t.yaml:7:16: bits(rows, width) takes 2 arguments, found 3"
        },
        {
            7, "draw: { items: bist(length, width), pick: integer(0, length - 1) }",
            "t.yaml:7:16: unknown function 'bist'; did you mean 'bits'? (tasks/README.md lists the functions)"
        },
        {
            7, "draw: { items: bits(length / 2, width), pick: integer(0, length - 1) }",
            "t.yaml:7:21: 'rows' of bits must be an integer, and this can be a fraction; floor(...) rounds down"
        },
        {
            7, "draw: { items: bits(length, repeats), pick: integer(0, length - 1) }",
            "t.yaml:7:29: 'width' of bits must be the same in every episode, and this varies in [1, 3]"
        },
        {
            7, "draw: { items: bits(-1, width), pick: integer(0, length - 1) }",
            "t.yaml:7:21: 'rows' of bits must not be negative, and this is -1"
        },
        {
            7, "draw: { items: bits(length, width), pick: integer(20, length - 1) }",
            "t.yaml:7:55: 'high' of integer is [0, 9] and 'low' is 20: there is nothing to draw from"
        },
        {
            7, "draw: { items: bits(length, width), pick: items + ones(length, 4) }",
            "t.yaml:7:49: '+' works row by row: the left has width 8, and the right 4"
        },
        {
            7, "draw: { items: bits(length, width), pick: xyzzy(length) }",
            "t.yaml:7:43: unknown function 'xyzzy' (tasks/README.md lists the functions)"
        },
        {
            7, "draw: { items: bits(length, width), not: 1 }",
            "t.yaml:7:37: 'not' cannot name a draw: a name has letters, digits and underscores, a letter first; "
                + "and, or and not are operators"
        },
        {
            7, "draw: { items: bits, pick: integer(0, length - 1) }",
            "t.yaml:7:16: 'bits' is a function: write bits(rows, width)"
        },
        {
            7, "draw: { items: bits(length, width), pick: length(2) }",
            "t.yaml:7:43: 'length' is not a function; to multiply, write length * (...)"
        },
        {
            7, "draw: { items: bits(length, width), items: integer(0, length - 1) }",
            "t.yaml:7:37: the key 'items' stands here twice; the first is in line 7"
        },
        {
            9, "  - show: { data: repeat(items) }",
            "t.yaml:9:19: repeat(sequence, times) takes 2 arguments, found 1"
        },
        {
            9, "  - show: { data: repeat(length, 2) }",
            "t.yaml:9:26: 'sequence' of repeat must be a sequence, found an integer"
        },
        {
            9, "  - show: { data: concat(items, zeros(1, 7)) }",
            "t.yaml:9:33: concat needs sequences of one width: the first has 8, and this has 7"
        },
        {
            9, "  - show: { data: bits(length, width) }",
            "t.yaml:9:19: bits draws random values, which stands under 'draw' only: give it a name there"
        },
        {
            9, "  - show: { data: gather(items, items) }",
            "t.yaml:9:33: 'indices' of gather must be integers in rows of width 1, found a sequence of width 8"
        },
        {
            9, "  - show: { data: at(items, 0, 8) }",
            "t.yaml:9:32: 'column' of at is 8, and the sequence has width 8, counted from 0"
        },
        {
            9, "  - shwo: { data: items }",
            "t.yaml:9:5: a phase has no key 'shwo'; did you mean 'show'? (known: name, show, recall, score, train, reference, "
                + "source, feedback, steps, think, when)"
        },
        {
            9, "  - show: { dat: items }",
            "t.yaml:9:13: there is no input channel 'dat'; did you mean 'data'? (known: data, end)"
        },
        {
            9, "  - show: {}",
            "t.yaml:9:11: expected a channel here, found nothing"
        },
        {
            9, "  - { show: { data: items }, steps: length / 2 }",
            "t.yaml:9:37: the number of steps must be an integer, and this can be a fraction; floor(...) rounds down"
        },
        {
            9, "  - { show: { data: ones(4, width) }, steps: 3 }",
            "t.yaml:9:5: the phase has 3 steps, and a sequence in it has 4 rows"
        },
        {
            9, "  - { for: { i: length }, do: [] }",
            "t.yaml:9:31: expected a list of phases, found none"
        },
        {
            9, "  - { for: { i: length, j: 2 }, do: [{ show: { end: i } }] }",
            "t.yaml:9:25: a loop has one index; nest a second loop for another"
        },
        {
            9, "  - { for: { length: 3 }, do: [{ show: { end: 1 } }] }",
            "t.yaml:9:14: 'length' is already the name of a parameter"
        },
        {
            9, "  - { for: { i: items }, do: [{ show: { end: i } }] }",
            "t.yaml:9:46: the input channel 'end' has width 1, and this is a sequence of width 8"
        },
        {
            9, "  - for: { i: 2 }",
            "t.yaml:9:5: a phase has no 'do', which is required"
        },
        {
            9, "  - show data",
            "t.yaml:9:5: expected a mapping of keys to values, found the text 'show data'"
        },
        {
            9, "  - name: nothing",
            "t.yaml:9:5: a phase needs 'show', 'recall', 'source', 'steps', 'think', or 'for' with 'do'"
        },
        {
            10, "  - show: { end: standardize(total) }",
            "t.yaml:10:30: 'parameter' of standardize must be the name of a parameter"
        },
        {
            10, "  - show: { end: standardize(repeets) }",
            "t.yaml:10:30: unknown name 'repeets'; did you mean 'repeats'? (known: width, length, repeats, total, items, pick)"
        },
        {
            11, "  - recall: { data: row(items, 0 }",
            "t.yaml:11:30: expected ',' or ')', found the end of the expression\n"
                + "t.yaml:11:32: '0' cannot name a channel: a name has letters, digits and underscores, a letter first\n"
                + "t.yaml:11:34: expected an expression such as 'length + 1', found nothing"
        },
        {
            11, "  - recall: { data: items, dta: 1 }",
            "t.yaml:11:28: there is no target channel 'dta'; did you mean 'data'? (known: data, stop)"
        },
        {
            11, "  - recall: { data: 7 + length }",
            "t.yaml:11:21: with 'loss: bits' a target must be from 0 to 1, and this is [8, 17]"
        },
        {
            11, "  - recall: { data: concat(literal(-1, -2, -3, -4, -5, -6, -7, -0.5), items), stop: -0.25 }",
            "t.yaml:11:85: with 'loss: bits' a target must be from 0 to 1, and this is -0.25"
        },
        {
            3, "parameters: { width: 8, length: { range: [1, 10], per: bach }, repeats: [1, 3] }",
            "t.yaml:3:56: unknown scope 'bach'; did you mean 'batch'? (known: task, batch, sequence)"
        },
        {
            3, "parameters: { width: 8, length: { value: [1, 10], per: batch }, repeats: [1, 3] }",
            "t.yaml:3:33: a parameter has no 'range', which is required\n"
                + "t.yaml:3:35: a parameter has no key 'value' (known: range, per)"
        },
        {
            3, "parameters: { width: 8, length: { range: [1, 10] }, repeats: [1, 3] }",
            "t.yaml:3:33: a parameter has no 'per', which is required"
        },
        {
            7, "draw: { items: { value: bits(length, width), per: task }, pick: integer(0, length - 1) }",
            "t.yaml:7:30: 'length' is drawn per sequence, and this per task: it can refer only to what is drawn as seldom as itself"
        },
        {
            7, "draw: { items: bits(length, width), pick: { value: integer(0, total), per: batch } }",
            "t.yaml:7:63: 'total' is drawn per sequence, and this per batch: it can refer only to what is drawn as seldom as itself"
        },
        {
            7, "draw: { items: { value: bits(length, width) }, pick: integer(0, length - 1) }",
            "t.yaml:7:16: a draw has no 'per', which is required"
        },
        {
            7, "draw: { items: bits(length, width), pick: integer(0, length - 1) }\nwhere: [items == 1]",
            "t.yaml:8:9: a condition must be a number, found a sequence of width 8; sum(...) makes a number of a sequence"
        },
        {
            7, "draw: { items: bits(length, width), pick: integer(0, length - 1) }\nwhere: [length > 0, length * repeats > 30]",
            "t.yaml:8:21: 'length * repeats > 30' never holds"
        },
        {
            7, "draw: { items: bits(length, width), pick: integer(0, length - 1) }\nwhere: lenght > 3",
            "t.yaml:8:8: unknown name 'lenght'; did you mean 'length'? (known: width, length, repeats, total, items, pick)"
        },
        {
            7, "draw: { items: bits(length, width), pick: integer(0, length - 1) }\nwhere: [bits(1, 1)]",
            "t.yaml:8:9: bits draws random values, which stands under 'draw' only: give it a name there"
        },
        {
            7, "seed: 1.5\ndraw: { items: bits(length, width) }",
            "t.yaml:7:7: expected an integer, found the number 1.5"
        },
        {
            9, "  - { show: { data: items }, when: items }",
            "t.yaml:9:36: 'when' must be a number, found a sequence of width 8"
        },
        {
            9, "  - { show: { data: items }, think: 2 }",
            "t.yaml:9:30: 'think' is a pause, without 'show', 'recall' and 'steps'"
        },
        {
            9, "  - { think: length / 2 }",
            "t.yaml:9:14: the number of steps must be an integer, and this can be a fraction; floor(...) rounds down"
        },
        {
            13, "loss: bit",
            "t.yaml:13:7: unknown loss 'bit'; did you mean 'bits'? (known: bits, softmax, squared)"
        },
        {
            14, "metrics: [bits_per_sequnce]",
            "t.yaml:14:11: unknown metric 'bits_per_sequnce'; did you mean 'bits_per_sequence'? (known: " + Metrics + ")"
        },
        {
            14, "metric: [bits_per_sequence]",
            "t.yaml:14:1: the task has no key 'metric'; did you mean 'metrics'? (known: " + Keys + ")"
        },
    };

    [Fact]
    public void The_task_that_the_cases_change_is_good() => Assert.Equal("", Problems(Good));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_explained_at_its_place(int line, string text, string expected)
    {
        string[] lines = Good.Split('\n');
        lines[line - 1] = text;
        Assert.Equal(expected, Problems(string.Join('\n', lines)));
    }

    [Fact]
    public void All_mistakes_of_a_file_are_reported_at_once_in_their_order()
    {
        string text = Good
            .Replace("task: recall", "tsk: recall", StringComparison.Ordinal)
            .Replace("total: length", "total: lenght", StringComparison.Ordinal)
            .Replace("bits(length, width)", "bits(length)", StringComparison.Ordinal)
            .Replace("{ end: standardize", "{ fin: standardise", StringComparison.Ordinal)
            .Replace("loss: bits", "loss: nats", StringComparison.Ordinal);
        Assert.Equal(
            ["t.yaml:1:1", "t.yaml:1:1", "t.yaml:4:21", "t.yaml:7:16", "t.yaml:10:13", "t.yaml:10:18", "t.yaml:13:7"],
            Problems(text).Split('\n').Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
    }

    private static string Problems(string text)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read("t.yaml", text, diagnostics);
        Assert.Equal(diagnostics.Any, task is null);
        return diagnostics.ToString();
    }
}
