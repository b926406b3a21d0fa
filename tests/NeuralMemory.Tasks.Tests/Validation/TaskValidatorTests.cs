namespace NeuralMemory.Tasks.Tests;

public sealed class TaskValidatorTests
{
    [Fact]
    public void Channels_that_nobody_writes_and_extremes_that_fail_are_found()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { length: [1, 1000], skip: [0, 1] }
            inputs: { data: 2, spare: 1 }
            targets: { data: 2, stop: 1 }
            draw: { items: bits(length, 2) }
            episode:
              - show: { data: items }
              - recall: { data: slice(items, skip, 1) }
            loss: bits
            """);
        Assert.Equal(
            """
            t.yaml:4:20: no phase shows the input channel 'spare'
            t.yaml:5:21: no phase recalls the target channel 'stop'
            t.yaml:9:40: 'count' of slice is 1, and the sequence has 1 row, counted from 0 (with length = 1, skip = 1)
            """,
            string.Join('\n', TaskValidator.Check(task).Problems));
    }

    [Fact]
    public void What_a_task_acknowledges_is_no_problem_unless_it_is_not_there()
    {
        const string Task = """
            task: t
            version: 1
            parameters: { length: 4 }
            inputs: { data: 2, spare: 1 }
            targets: { data: 2 }
            acknowledged:
            ACKNOWLEDGED
            draw: { items: bits(length, 2) }
            episode:
              - { show: { data: items }, recall: { data: items } }
            loss: bits
            """;
        const string Visible = "  - { finding: visible-answer, reason: a warm-up }",
            Silent = "  - { finding: silent-channel, reason: room }",
            Ambiguous = "  - { finding: ambiguous-answer, reason: none }";
        Assert.Equal(["t.yaml:4:20: no phase shows the input channel 'spare'"], Problems(Visible));
        Assert.Empty(Problems($"{Visible}\n{Silent}"));
        Assert.Equal(["t.yaml:9:5: 'ambiguous-answer' is acknowledged here, and not found: take it out"],
            Problems($"{Visible}\n{Silent}\n{Ambiguous}"));
        Assert.Equal(["visible-answer: a warm-up"],
            TaskValidator.Check(Repository.Define(Task.Replace("ACKNOWLEDGED", Visible, StringComparison.Ordinal))).Acknowledged);

        static string[] Problems(string acknowledged) =>
        [
            .. TaskValidator.Check(Repository.Define(Task.Replace("ACKNOWLEDGED", acknowledged, StringComparison.Ordinal)))
                .Problems.Select(problem => problem.ToString()),
        ];
    }

    [Theory]
    [InlineData("length: [0, 3]", "")]
    [InlineData("length: 0", "t.yaml:1:1: nothing is scored in any of 1000 sequences: there is nothing to learn")]
    public void A_task_of_which_nothing_is_ever_scored_is_found(string parameter, string expected)
    {
        TaskDefinition task = Repository.Define($$"""
            task: t
            version: 1
            parameters: { {{parameter}} }
            inputs: { data: 2 }
            targets: { data: 2 }
            draw: { items: bits(4, 2) }
            episode:
              - show: { data: items }
              - recall: { data: slice(items, 0, length) }
            loss: bits
            """);
        Assert.Equal(expected, string.Join('\n', TaskValidator.Check(task).Problems));
    }

    [Theory]
    [InlineData("- { show: { data: items }, recall: { data: items } }", "9:40: the answer 'data'")]
    [InlineData("- { show: { data: items }, recall: { data: repeat(row(items, 0), length), stop: 1 } }", "")]
    [InlineData("- { show: { data: items }, recall: { data: reverse(items) } }", "")]
    [InlineData("- { show: { data: items }, recall: { stop: bit } }", "")]
    [InlineData("- { show: { data: items, flag: bit }, recall: { data: reverse(items), stop: bit } }", "9:73: the answer 'stop'")]
    [InlineData("- { show: { flag: 1 }, recall: { stop: 1 } }", "")]
    [InlineData("- { show: { flag: bit }, recall: { stop: 1 - bit } }", "")]
    [InlineData("- { show: { data: items }, recall: { stop: at(items, 0, 1) }, steps: length }", "")]
    [InlineData("- { show: { data: row(items, 0) }, recall: { stop: at(items, 0, 1) } }", "9:48: the answer 'stop'")]
    [InlineData(
        "- { for: { i: length }, do: [{ show: { data: row(items, i) }, recall: { data: row(items, i) } }] }", "9:75: the answer 'data'")]
    [InlineData("- { for: { i: length }, do: [{ show: { data: row(items, i) }, recall: { data: row(items, 0) } }] }", "")]
    [InlineData("- { show: { data: items } }\n  - { recall: { data: items } }", "")]
    public void An_answer_that_stands_in_the_input_of_its_step_is_found(string episode, string expected)
    {
        TaskDefinition task = Repository.Define($$"""
            task: t
            version: 1
            parameters: { length: [1, 5] }
            inputs: { data: 4, flag: 1 }
            targets: { data: 4, stop: 1 }
            draw: { items: bits(length, 4), bit: integer(0, 1) }
            episode:
              - { show: { data: 1, flag: 1 }, recall: { data: 0, stop: 0 } }
              {{episode}}
            loss: bits
            """);
        // Some of these tasks have a channel that never varies, which is not what is looked for here.
        string problems = string.Join('\n', TaskValidator.Check(task).Problems
            .Where(problem => !problem.Message.Contains("is the same", StringComparison.Ordinal)));
        Assert.Equal(
            expected.Length == 0 ? "" : $"t.yaml:{expected} can be read off the input in the same step: "
                + "nothing need be remembered for it; show it in an earlier phase",
            problems);
    }

    [Theory]
    [InlineData("{ show: { x: items }, recall: { y: reverse(items) }, score: 0, train: 1 }",
        "nothing is scored in any of 1000 sequences: there is nothing to learn")]
    [InlineData("{ show: { x: items }, recall: { y: reverse(items) }, train: 0 }",
        "nothing is scored in any of 1000 sequences: there is nothing to learn")]
    [InlineData("{ show: { x: items }, recall: { y: if(training(), reverse(items), items) } }", "the answer 'y' can be read off the input")]
    [InlineData("{ show: { x: items }, recall: { y: if(training(), items, reverse(items)) } }", "the answer 'y' can be read off the input")]
    [InlineData("{ show: { x: items }, recall: { y: slice(reverse(items), 0, if(training(), 4, 9)) } }", "'count' of slice is 8")]
    [InlineData("{ show: { x: items }, recall: { y: reverse(items) }, score: range(4) > 1, train: range(4) < 2 }", "")]
    public void A_task_that_trains_otherwise_is_looked_at_both_ways(string phase, string expected)
    {
        TaskDefinition task = Repository.Define($$"""
            task: t
            version: 1
            parameters: { length: [4, 5] }
            inputs: { x: 4 }
            targets: { y: 4 }
            draw: { items: bits(length - length + 4, 4) }
            episode: [ {{phase}} ]
            loss: bits
            """);
        string problems = string.Join('\n', TaskValidator.Check(task).Problems);
        Assert.True(expected.Length == 0 ? problems.Length == 0 : problems.Contains(expected, StringComparison.Ordinal), problems);
    }
}
