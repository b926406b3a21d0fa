namespace NeuralMemory.Tasks.Tests;

/// <summary>Tasks that can be read and sampled, and that nobody means.</summary>
public sealed class WrongTaskTests
{
    [Theory]
    [InlineData("{ recall: { y: items, label: 0 } }",
        "10:27: the target 'label' is never scored here: 'score' is 0, or nothing is wanted, in "
        + "every step")]
    [InlineData("{ recall: { label: classes, y: 1 }, score: { y: 0 } }",
        "10:33: the target 'y' is never scored here: 'score' is 0, or nothing is "
        + "wanted, in every step")]
    [InlineData("{ recall: { label: gather(classes, order), y: items } }", "")]
    public void A_target_that_is_never_scored_is_found(string phase, string expected) =>
        Assert.Equal(expected, Problems(Text(phase), "never scored"));

    [Theory]
    [InlineData("{ show: { x: 0.5 }, recall: { y: items } }\n  - recall: { label: gather(classes, order) }", "")]
    [InlineData("{ recall: { y: items, label: row(classes, 1) } }",
        "5:18: the target channel 'label' is the same wherever it is scored: there is nothing to learn")]
    [InlineData("{ recall: { y: items, label: gather(classes, order) }, steps: 4, show: { x: items } }", "")]
    public void A_channel_that_never_varies_is_found(string phase, string expected) =>
        Assert.Equal(expected, Problems(Text(phase), "same wherever"));

    [Fact]
    public void An_input_that_never_varies_is_found() => Assert.Equal(
        "4:17: the input channel 'on' is the same in every step: it tells nothing",
        Problems("""
            task: t
            version: 1
            draw: { items: bits(2, 4) }
            inputs: { x: 4, on: 1 }
            targets: { y: 4 }
            episode:
              - show: { x: items, on: 1 }
              - { show: { on: 1 }, recall: { y: items } }
            loss: bits
            """, ""));

    [Theory]
    // Two-way look-ups: keys ask for values, and then values, in the channel of the keys, for keys. Values of two bits repeat.
    [InlineData("bits(pairs, 2)", "gather(keys, order)", "gather(values, order)", "")]
    [InlineData("bits(pairs, 2)", "gather(values, order)", "gather(keys, order)", "is not determined by what is asked")]
    [InlineData("2 * bits(pairs, 2) - 1", "gather(values, order)", "gather(keys, order)", "is not determined by what is asked")]
    [InlineData("slice(gather(table, permutation(4)), 0, pairs)", "gather(values, order)", "gather(keys, order)", "")]
    // The first of the keys of a value is a rule, and so is the last; a sequence in its order is no look-up.
    [InlineData("repeat(literal(1, 0), pairs)", "gather(values, order)", "repeat(row(keys, 0), pairs)", "")]
    [InlineData("repeat(literal(1, 0), pairs)", "gather(values, order)", "repeat(row(keys, pairs - 1), pairs)", "")]
    [InlineData("bits(pairs, 2)", "values", "reverse(keys)", "")]
    public void A_key_that_asks_for_one_of_several_values_is_found(string values, string asked, string wanted, string expected)
    {
        string problems = Problems($$"""
            task: t
            version: 1
            parameters: { pairs: [2, 4] }
            variables: { table: concat(literal(0, 0), literal(0, 1), literal(1, 0), literal(1, 1)) }
            inputs: { key: 2, value: 2, ask: 1 }
            targets: { answer: 2 }
            draw:
              keys: slice(gather(table, permutation(4)), 0, pairs)
              values: {{values}}
              order: permutation(pairs)
            episode:
              - show: { key: keys, value: values }
              - show: { ask: 1 }
              - { show: { key: {{asked}}, ask: 1 }, recall: { answer: {{wanted}} } }
            loss: bits
            """, "not determined");
        if (expected.Length == 0)
            Assert.Equal("", problems);
        else
            Assert.Matches(
                @"^14:\d+: the answer 'answer' is not determined by what is asked: in \d+ of 64 episodes 'key' asks with what was "
                + "shown in 'value' beside several values of 'key'; draw them without repetition$", problems);
    }

    [Fact]
    public void The_lengths_of_the_extremes_are_told()
    {
        Validation found = TaskValidator.Check(Repository.Task("repeat-copy"));
        Assert.Equal(new EpisodeExtreme(4, "length = 1, repeats = 1"), found.Shortest);
        Assert.Equal(new EpisodeExtreme(112, "length = 10, repeats = 10"), found.Longest);
        found = TaskValidator.Check(Repository.Task("priority-sort"));
        Assert.Equal((new EpisodeExtreme(36, ""), new EpisodeExtreme(36, "")), (found.Shortest, found.Longest));
    }

    private static string Problems(string text, string about) => string.Join('\n', TaskValidator.Check(Repository.Define(text)).Problems
        .Where(problem => problem.Message.Contains(about, StringComparison.Ordinal))
        .Select(problem => problem.ToString()["t.yaml:".Length..]));

    private static string Text(string phase) => $$"""
        task: t
        version: 1
        draw: { items: bits(3, 4), order: permutation(3) }
        inputs: { x: 4 }
        targets: { y: 4, label: 3 }
        variables: { classes: concat(literal(1, 0, 0), literal(0, 1, 0), literal(0, 0, 1)) }
        loss: { y: bits, label: softmax }
        episode:
          - show: { x: items }
          - {{phase}}
        """;
}
