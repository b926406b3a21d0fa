using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What <c>where</c> promises: values are drawn again until it holds.</summary>
public sealed class ConditionTests
{
    [Fact]
    public void Every_episode_meets_the_conditions_and_all_values_that_meet_them_are_equally_likely()
    {
        EpisodeSampler sampler = Sampler("[length * repeats <= 6, length != 2]");
        var counts = new Dictionary<(double, double), int>();
        for (int i = 0; i < 6000; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            (double, double) pair = (episode.Parameter("length"), episode.Parameter("repeats"));
            counts[pair] = counts.GetValueOrDefault(pair) + 1;
        }

        (double, double)[] allowed =
        [
            .. from length in Enumerable.Range(1, 6)
               from repeats in Enumerable.Range(1, 6)
               where length * repeats <= 6 && length != 2
               select ((double)length, (double)repeats),
        ];
        Assert.Equal(allowed.Order(), counts.Keys.Order());
        double expected = 6000.0 / allowed.Length, slack = 4 * Math.Sqrt(expected);
        Assert.All(counts.Values, count => Assert.InRange(count, expected - slack, expected + slack));
    }

    [Fact]
    public void An_episode_depends_on_its_key_and_number_alone() =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), number =>
        {
            EpisodeSampler fresh = Sampler("[sum(items) == 1]"), used = Sampler("[sum(items) == 1]");
            used.Draw(new(9), number + 1);
            Episode a = fresh.Draw(new(9), number), b = used.Draw(new(9), number);
            return a.Parameters.SequenceEqual(b.Parameters) && a.InputRow(0).SequenceEqual(b.InputRow(0));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Conditions_on_draws_hold_too()
    {
        EpisodeSampler sampler = Sampler("[sum(items) == 1 or repeats == 6]");
        for (int i = 0; i < 300; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            int ones = Enumerable.Range(0, episode.Length - 1).Sum(t => (int)episode.InputRow(t)[0]);
            Assert.True(ones == 1 || episode.Parameter("repeats") == 6);
        }
    }

    [Fact]
    public void A_draw_can_count_on_the_conditions_about_what_stands_before_it()
    {
        EpisodeSampler sampler = Sampler("[length > 3, asked < 2]", "integer(0, length - 4)");
        for (int i = 0; i < 200; i++)
            Assert.InRange(sampler.Draw(new(1), i).Parameter("length"), 4, 6);
    }

    [Fact]
    public void A_condition_on_what_a_batch_shares_draws_the_batch_again()
    {
        var sampler = new EpisodeSampler(Repository.Define("""
            task: t
            version: 1
            parameters: { shared: { range: [1, 9], per: batch }, own: [1, 9] }
            inputs: { x: 1 }
            targets: { y: 1 }
            where: [shared % 3 == 0, own > shared - 5]
            episode: [{ show: { x: own } }, { recall: { y: 1 } }]
            loss: bits
            """), 4);
        var seen = new HashSet<double>();
        for (int i = 0; i < 200; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            Assert.Equal(0, episode.Parameter("shared") % 3);
            Assert.True(episode.Parameter("own") > episode.Parameter("shared") - 5);
            Assert.Equal(sampler.Draw(new(1), i / 4 * 4).Parameter("shared"), episode.Parameter("shared"));
            seen.Add(episode.Parameter("shared"));
        }

        Assert.Equal([3, 6, 9], seen.Order());
    }

    [Fact]
    public void A_condition_that_does_not_come_to_hold_stops_with_its_place()
    {
        var error = Assert.Throws<InvalidInputException>(() => Sampler("[length > 0, sum(items) == length + 0.5]").Draw(new(1), 0));
        Assert.StartsWith("t.yaml:9:21: 'sum(items) == length + 0.5' does not come to hold in 1000 draws (with length = ", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_conditions_rule_out_is_no_extreme_of_the_task() =>
        Assert.Empty(TaskValidator.Check(Sampler("[length * repeats <= 6]").Task).Problems);

    [Fact]
    public void An_override_against_a_condition_is_refused()
    {
        var diagnostics = new Diagnostics();
        Assert.Null(Sampler("[length * repeats <= 6]").Task.ForTraining(Repository.Mapping("length: 7"), diagnostics));
        Assert.Equal(
            "config.yaml:1:9: not possible with length = 7: t.yaml:9:9: 'length * repeats <= 6' never holds", diagnostics.ToString());
    }

    [Fact]
    public void What_stands_above_the_draw_that_a_condition_goes_back_to_keeps_its_value()
    {
        // Of three bits that are drawn again until they are alike, two draws in eight are: nothing of that reaches the coin or the length.
        EpisodeSampler sampler = Limited("{ holds: coin or sum(bits) % 3 == 0, from: bits }");
        int coins = 0, failed = 0;
        int[] lengths = new int[7];
        for (int i = 0; i < 3000; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            bool coin = episode.InputRow(0)[0] == 1;
            int ones = Enumerable.Range(1, 3).Sum(t => (int)episode.InputRow(t)[0]);
            Assert.True(coin || ones is 0 or 3);
            coins += coin ? 1 : 0;
            failed += coin && ones is 1 or 2 ? 1 : 0;
            lengths[(int)episode.Parameter("length")]++;
        }

        Assert.InRange(coins, 1400, 1600);
        Assert.InRange(failed, 0.7 * coins, 0.8 * coins);
        Assert.All(lengths[1..], count => Assert.InRange(count, 420, 580));
    }

    [Fact]
    public void Conditions_that_go_back_to_different_draws_all_hold()
    {
        EpisodeSampler sampler = Limited(
            "[{ holds: sum(bits) == 2, from: bits }, { holds: other != at(bits, 0, 0), from: other }, length != 3]");
        for (int i = 0; i < 200; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            Assert.Equal(2, Enumerable.Range(1, 3).Sum(t => (int)episode.InputRow(t)[0]));
            Assert.Equal(1 - episode.InputRow(1)[0], episode.InputRow(4)[0]);
            Assert.NotEqual(3, episode.Parameter("length"));
        }
    }

    [Fact]
    public void A_condition_that_goes_back_and_does_not_come_to_hold_stops_with_its_place()
    {
        var error = Assert.Throws<InvalidInputException>(() => Limited("{ holds: sum(bits) == length + 0.5, from: bits }").Draw(new(1), 0));
        Assert.StartsWith("t.yaml:11:17: 'sum(bits) == length + 0.5' does not come to hold in 1000 draws (with length = ", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ holds: sum(bits) > 0, from: bit }", "there is no draw 'bit'; did you mean 'bits'? (known: code, coin, bits, other)")]
    [InlineData("{ holds: sum(bits) > 0, from: length }", "there is no draw 'length' (known: code, coin, bits, other)")]
    [InlineData("{ holds: sum(bits) > 0, from: code }", "'code' is drawn per task, and what the condition is about per sequence")]
    [InlineData("{ holds: sum(bits) > 0, from: other }",
        "'other' stands after all that the condition is about: to draw it again changes nothing")]
    [InlineData("{ holds: sum(bits) > 0 }", "the condition has no 'from'")]
    [InlineData("{ holds: sum(bit) > 0, from: bits }", "unknown name 'bit'; did you mean 'bits'?")]
    [InlineData("{ hold: 1, from: bits }", "the condition has no key 'hold'; did you mean 'holds'?")]
    public void What_a_condition_cannot_go_back_to_is_told(string where, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", LimitedText(where), diagnostics);
        Assert.Contains(expected, diagnostics.ToString(), StringComparison.Ordinal);
    }

    private static EpisodeSampler Limited(string where) => new(Repository.Define(LimitedText(where)));

    private static string LimitedText(string where) => $$"""
        task: t
        version: 1
        parameters: { length: [1, 6] }
        inputs: { x: 1 }
        targets: { y: 1 }
        draw:
          code: { per: task, value: bernoulli(0.5) }
          coin: bernoulli(0.5)
          bits: { per: sequence, value: "bits(3, 1)" }
          other: bernoulli(0.5)
        where: {{where}}
        episode: [{ show: { x: coin } }, { show: { x: bits } }, { show: { x: other } }, { recall: { y: 1 } }]
        loss: bits
        """;

    private static EpisodeSampler Sampler(string where, string asked = "integer(0, 5)") => new(Repository.Define($$"""
        task: t
        version: 1
        parameters: { length: [1, 6], repeats: [1, 6] }
        inputs: { x: 1 }
        targets: { y: 1 }
        draw:
          items: bits(length, 1)
          asked: {{asked}}
        where: {{where}}
        episode:
          - show: { x: items }
          - recall: { y: items }
        loss: bits
        """));
}
