using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What the manual says of phases, one sentence a test.</summary>
public sealed class PhaseTests
{
    [Fact]
    public void A_number_is_held_in_every_column_of_every_step() =>
        Expect("- show: { data: items, flag: 0.5 }\n- recall: { y: 1 }", "1 2 0.5|3 4 0.5|5 6 0.5|0 0 0", "   1", "0001");

    [Fact]
    public void A_number_fills_a_wide_channel() =>
        Expect("- show: { data: 7 }\n- recall: { y: 1 }", "7 7 0|0 0 0", " 1", "01");

    [Fact]
    public void A_row_stands_in_the_first_step_only() =>
        Expect("- show: { data: items, flag: literal(1) }\n- recall: { y: 1 }", "1 2 1|3 4 0|5 6 0|0 0 0", "   1", "0001");

    [Fact]
    public void Input_and_target_share_the_steps_of_a_phase() =>
        Expect("- show: { data: items }\n  recall: { y: concat(literal(1), literal(0), literal(1)) }", "1 2 0|3 4 0|5 6 0", "101", "111");

    [Fact]
    public void Steps_lengthen_a_phase_with_zeros() =>
        Expect("- show: { data: row(items, 0), flag: 1 }\n  steps: 3\n- recall: { y: 1 }", "1 2 1|0 0 1|0 0 1|0 0 0", "   1", "0001");

    [Fact]
    public void Every_step_of_a_phase_that_recalls_is_scored_also_after_its_sequence() =>
        Expect("- { recall: { y: literal(1) }, steps: 3 }\n- show: { flag: 1 }", "0 0 0|0 0 0|0 0 0|0 0 1", "100 ", "1110");

    [Fact]
    public void Steps_alone_are_a_pause() =>
        Expect("- steps: 2\n- recall: { y: 1 }\n- steps: 1", "0 0 0|0 0 0|0 0 0|0 0 0", "  1 ", "0010");

    [Fact]
    public void Think_is_a_pause_with_a_name()
    {
        const string Episode = "- think: 2\n- recall: { y: 1 }\n- { think: 1, name: later }";
        Expect(Episode, "0 0 0|0 0 0|0 0 0|0 0 0", "  1 ", "0010");
        Assert.Equal(["think", "recall y", "later"], Sampler(Episode, "2").Task.Phases);
    }

    [Fact]
    public void A_phase_happens_when_its_number_is_not_0() => Expect(
        """
        - { when: many > 1, show: { flag: 1 } }
        - { when: many == 1, show: { flag: 2 } }
        - { when: many - 2, show: { flag: 3 } }
        - { when: -1, recall: { y: 1 } }
        """,
        "0 0 1|0 0 0", " 1", "01");

    [Fact]
    public void A_loop_happens_on_a_condition_that_can_use_an_index() => Expect(
        """
        - for: { i: 3 }
          do:
            - { when: i != 1, show: { flag: i + 1 } }
            - { when: literal(i) == 2, for: { j: i }, do: [{ show: { flag: 9 } }] }
        - recall: { y: 1 }
        """,
        "0 0 1|0 0 3|0 0 9|0 0 9|0 0 0", "    1", "00001");

    [Fact]
    public void A_loop_over_a_sequence_goes_through_its_rows() => Expect(
        """
        - for: { item: reverse(items) }
          do:
            - for: { other: slice(items, 0, 2) }
              do: [{ when: sum(item - other) > 0, show: { data: item - other } }]
            - show: { data: repeat(item, 1), flag: sum(item) }
        - for: { item: slice(items, 0, 0) }
          do: [{ show: { data: item } }]
        - recall: { y: 1 }
        """,
        "4 4 0|2 2 0|5 6 11|2 2 0|3 4 7|1 2 3|0 0 0", "      1", "0000001");

    [Fact]
    public void What_happens_differs_from_episode_to_episode()
    {
        EpisodeSampler sampler = Sampler("- { when: many == 2, show: { data: items } }\n- recall: { y: 1 }", "[1, 2]");
        Assert.Equal((1, 4), (sampler.Task.MinLength, sampler.Task.MaxLength));
        for (int i = 0; i < 32; i++)
            Assert.Equal(sampler.Draw(new(1), i).Parameter("many") == 2 ? 4 : 1, sampler.Draw(new(1), i).Length);
    }

    [Fact]
    public void A_phase_can_have_no_steps() =>
        Expect("- show: { data: slice(items, 0, 0) }\n- recall: { y: 1 }\n- recall: { y: zeros(0, 1) }", "0 0 0", "1", "1");

    [Fact]
    public void Loops_count_from_0_and_nest() =>
        Expect("""
            - for: { i: 2 }
              do:
                - for: { j: i + 1 }
                  do: [{ show: { data: row(items, i), flag: j } }]
            - recall: { y: 1 }
            """,
            "1 2 0|3 4 0|3 4 1|0 0 0", "   1", "0001");

    [Fact]
    public void A_phase_too_short_for_its_sequence_stops() => Fails(
        "- { show: { data: repeat(items, many) }, steps: 4 }\n- recall: { y: 1 }",
        "t.yaml:9:5: the phase has 4 steps, and a sequence in it has 6 rows (with many = 2)");

    [Fact]
    public void A_loop_over_nothing_ends() => Fails(
        "- { for: { i: 1000000 }, do: [{ for: { j: 1000000 * (many - 2) + 2 }, do: [{ steps: 0 }] }] }\n- recall: { y: 1 }",
        "t.yaml:9:33: the loops of the episode are gone through more than 1048576 times (with many = 2)");

    [Fact]
    public void An_endless_episode_stops() => Fails(
        "- { steps: 1000000 }\n- { steps: 60000 * (many - 1) }\n- recall: { y: 1 }",
        "t.yaml:10:5: the episode has more than 1048576 steps (with many = 2)");

    [Fact]
    public void A_number_that_turns_out_to_be_no_bit_stops_where_it_is_a_target() => Fails(
        "- recall: { y: many - 0.5 }",
        "t.yaml:9:18: with 'loss: bits' a target must be from 0 to 1, and this is 1.5 (with many = 2)");

    [Fact]
    public void A_row_that_turns_out_to_be_no_bit_stops_where_it_is_a_target() => Fails(
        "- recall: { y: concat(literal(1), literal(many - 1.5)) }",
        "t.yaml:9:18: with 'loss: bits' a target must be from 0 to 1, and this is -0.5 (with many = 1)");

    [Fact]
    public void Targets_between_0_and_1_and_on_their_borders_are_accepted() => Expect(
        "- recall: { y: concat(literal((many - 1) / 2), literal(0.1 * 10), literal(many - 2)) }",
        "0 0 0|0 0 0|0 0 0", "0.510", "111");

    private static void Expect(string episode, string inputs, string targets, string mask)
    {
        Episode drawn = Sampler(episode, "2").Draw(new(1), 0);
        int[] steps = [.. Enumerable.Range(0, drawn.Length)];
        Assert.Equal(inputs, string.Join('|', steps.Select(t => string.Join(' ', drawn.InputRow(t).ToArray()))));
        Assert.Equal(mask, string.Concat(steps.Select(t => drawn.IsRecalled(t) ? 1 : 0)));
        Assert.Equal(targets, string.Concat(steps.Select(t => drawn.IsRecalled(t) ? $"{drawn.TargetRow(t)[0]}" : " ")));
        Assert.All(steps.Where(t => !drawn.IsRecalled(t)), t => Assert.Equal(0, drawn.TargetRow(t)[0]));
        Assert.InRange(drawn.Length, drawn.Task.MinLength, drawn.Task.MaxLength);
    }

    private static void Fails(string episode, string expected)
    {
        EpisodeSampler sampler = Sampler(episode, "[1, 2]");
        var messages = new HashSet<string>();
        for (int i = 0; i < 16 && !messages.Contains(expected); i++)
            if (Record.Exception(() => sampler.Draw(new(1), i)) is { } error)
                messages.Add(Assert.IsType<InvalidInputException>(error).Message);
        Assert.Contains(expected, messages);
    }

    private static EpisodeSampler Sampler(string episode, string many) => new(Repository.Define($$"""
        task: t
        version: 1
        parameters: { many: {{many}} }
        inputs: { data: 2, flag: 1 }
        targets: { y: 1 }
        draw:
          items: concat(literal(1, 2), literal(3, 4), literal(5, 6))
        episode:
        {{episode.ReplaceLineEndings("\n  ").Insert(0, "  ")}}
        loss: bits
        """));
}
