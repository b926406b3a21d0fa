using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

public sealed class ScanTests
{
    [Theory]
    [InlineData("scan(sum = 0, x in order, sum + x)", 1, "2, 2, 5")]
    [InlineData("scan(place = 1, move in order, (place - move) % 4)", 1, "3, 3, 0")]
    [InlineData("scan(last = literal(0, 0), x in items, x - last)", 2, "1 10, 1 10, 2 20, 2 20")]
    [InlineData("scan(pair = literal(0, 1), x in range(5), literal(at(pair, 0, 1), sum(pair)))", 2, "1 1, 1 2, 2 3, 3 5, 5 8")]
    [InlineData("scan(light = 0, x in order, at(items, light, 0) % 4)", 1, "1, 2, 3")]
    [InlineData("scan(depth = 0, x in order, if(x == 0, depth - 1, depth + 1))", 1, "1, 0, 1")]
    [InlineData("scan(best = length - 9, x in order, max(best, x))", 1, "2, 2, 3")]
    [InlineData("scan(s = 7, x in zeros(0, 3), s)", 1, "")]
    [InlineData("scan(outer = 0, x in order, outer + sum(scan(inner = x, y in order, inner * y)))", 1, "4, 4, 10")]
    [InlineData("row(scan(s = 1, x in range(10), 2 * s), 9)", 1, "1024")]
    public void A_scan_goes_from_state_to_state(string expression, int width, string expected) =>
        Assert.Equal(expected, string.Join(", ", Evaluate.Rows(expression, width).Select(row => string.Join(' ', row))));

    [Theory]
    [InlineData("scan(place = 0, x in order, (place + x) % 5)", "[0, 4]")]
    [InlineData("scan(place = 2, x in order, 1 - place)", "[-1, 2]")]
    [InlineData("scan(place = 0, x in order, min(place + 1, 3))", "[0, 3]")]
    [InlineData("scan(place = 0, x in order, min(place + 1, 300))", "[-∞, 300]")]
    [InlineData("scan(place = 0, x in order, place + 1)", "[-∞, ∞]")]
    [InlineData("scan(place = 0, x in order, (place + x) * 0.5 % 2)", "[0, 2]")]
    [InlineData("scan(place = 0, x in order, if(place == 0, 3, 6 / max(place, 1)))", "[0, 6]")]
    [InlineData("scan(place = 0, x in order, if(place == 0, 3, min(6 / place, 5)))", "[-∞, 5]")]
    [InlineData("scan(place = 0, x in order, at(order, place % 3, 0))", "[0, 3]")]
    public void What_states_can_be_is_known_before(string expression, string range)
    {
        // The message about a width that varies names the bounds.
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", $$"""
            task: t
            version: 1
            parameters: { length: 4 }
            variables: { order: "concat(literal(2), literal(0), literal(3))", states: "{{expression}}" }
            inputs: { x: "at(states, 0, 0)" }
            targets: { y: 1 }
            episode: [{ recall: { y: 1 } }]
            loss: bits
            """, diagnostics);
        Assert.Equal(
            $"t.yaml:5:15: the width of 'x' must be the same in every episode, and this varies in {range}", diagnostics.ToString());
    }

    [Fact]
    public void A_random_scan_is_a_random_process()
    {
        // The chain stays with probability 0.9: it changes 0.1 of the time, and is 1 half of it.
        EpisodeSampler sampler = Evaluate.Sampler(
            "scan(bit = bernoulli(0.5), x in zeros(2000, 1), abs(bit - bernoulli(0.1)))", 1);
        Episode episode = sampler.Draw(new(4), 0);
        Real[] bits = [.. Enumerable.Range(0, 2000).Select(t => episode.InputRow(t)[0])];
        Assert.InRange(bits.Zip(bits.Skip(1), (a, b) => a == b ? 0.0 : 1).Average(), 0.07, 0.13);
        Assert.InRange(bits.Average(x => (double)x), 0.3, 0.7);
    }

    [Theory]
    [InlineData("scan(s, x in items, s)",
        "5:18: expected '=' after the name of a state, as in scan(state = start, item in sequence, next), found ','")]
    [InlineData("scan(s = 0, x of items, s)",
        "5:26: expected 'in' after the name of a row, as in scan(state = start, item in sequence, next), found 'of'")]
    [InlineData("scan(s = 0, x in items)", "5:34: expected ',' as in scan(state = start, item in sequence, next), found ')'")]
    [InlineData("scan(3 = 0, x in items, s)", "5:17: expected a name, found '3'")]
    [InlineData("scan(s = 0, x in items, s", "5:37: expected ')', found the end of the expression")]
    [InlineData("scan(s = 0, x in 3, s)", "5:29: a scan goes through the rows of a sequence, found an integer")]
    [InlineData("scan(s = items, x in items, s)", "5:21: a scan must start with a number or one row, found 4 rows of width 2")]
    [InlineData("scan(s = 0, x in items, x)", "5:36: the next 's' of a scan must be a number like its start, which is an integer, found "
        + "one row of width 2")]
    [InlineData("scan(s = row(items, 0), x in items, 1)", "5:48: the next 's' of a scan must be one row like its start, which is "
        + "one row of width 2, found an integer")]
    [InlineData("scan(s = 0, x in items, t + 1)", "5:36: unknown name 't'; did you mean 's'? (known: length, items, s, x)")]
    [InlineData("scan(length = 0, x in items, 1)", "5:17: 'length' is already the name of a parameter")]
    [InlineData("scan(s = 0, s in items, 1)", "5:24: 's' is already the name of a state of a scan")]
    [InlineData("scan(s = 0, x in items, zeros(s, 1) + 1)", "5:36: the next 's' of a scan must be a number like its start, which is an "
        + "integer, found [0, 1] rows of width 1")]
    [InlineData("scan(s = 0, x in items, bernoulli(s + 2))", "5:46: 'probability' of bernoulli must be from 0 to 1, and this is 2")]
    [InlineData("scann(s = 0, x in items, s)", "5:20: expected ',' or ')', found '='; to compare, write ==")]
    [InlineData("scann(items)", "5:12: unknown function 'scann'; did you mean 'scan'? (tasks/README.md lists the functions)")]
    [InlineData("scan", "5:12: 'scan' is a function: write scan(state = start, item in sequence, next)")]
    public void A_mistake_in_a_scan_is_explained_at_its_place(string expression, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", $$"""
            task: t
            version: 1
            parameters: { length: 4 }
            draw: { items: "ones(length, 2)",
              states: "{{expression}}" }
            inputs: { x: 1 }
            targets: { y: 1 }
            episode: [{ recall: { y: 1 } }]
            loss: bits
            """, diagnostics);
        Assert.Equal("t.yaml:" + expected, diagnostics.ToString());
    }

    [Fact]
    public void A_name_of_a_scan_ends_with_it()
    {
        Assert.Equal("2 5", string.Join(' ', Evaluate.Rows(
            "literal(sum(scan(s = 0, x in row(order, 0), s + x)), sum(scan(s = 0, x in order, x)))", 2)[0]));
    }

    [Fact]
    public void Sampling_allocates_nothing()
    {
        EpisodeSampler sampler = Evaluate.Sampler("scan(s = row(items, 0), x in bits(drawn, 1), (s + x) % 7)", 2);
        var batch = new SequenceBatch();
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 500; i++)
                sampler.Sample(batch, new(1), i, 2);
        });
    }
}
