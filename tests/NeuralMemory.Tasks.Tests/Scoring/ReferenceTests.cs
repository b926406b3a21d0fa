using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What an optimal predictor pays, and by how much a machine is above it.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Kt_bits_counts_what_came_after_the_same_bits()
    {
        // Every context in words, counted anew for each bit.
        Episode episode = new EpisodeSampler(Repository.Task("dynamic-n-grams")).Draw(new(4), 0);
        string stream = string.Concat(Enumerable.Range(0, 200).Select(step => episode.TargetRow(step)[0]));
        double bits = 0;
        for (int i = 0; i < 200; i++)
        {
            double probability = 0.5;
            if (i >= 5)
            {
                string last = stream[(i - 5)..i];
                string[] same = [.. Enumerable.Range(0, i - 5).Where(k => stream[k..(k + 5)] == last).Select(k => stream[k..(k + 6)])];
                double ones = same.Count(each => each[5] == '1');
                probability = (ones + 0.5) / (same.Length + 1);
            }

            bits -= Math.Log2(stream[i] == '1' ? probability : 1 - probability);
        }

        Assert.Equal(bits, episode.ReferenceBits!.Value, 1e-4);
    }

    [Fact]
    public void The_reference_of_dynamic_n_grams_pays_what_is_published_and_only_who_knows_the_table_pays_less()
    {
        // 133.1 bits a sequence with a standard error of 0.65, from 1000 sequences of an independent program.
        string table = string.Join(", ", Enumerable.Range(0, 32).Select(i => $"at(table, {i}, 0)"));
        TaskDefinition task = Repository.Define(File.ReadAllText(Path.Combine(Repository.Root, "tasks", "dynamic-n-grams.yaml"))
            .Replace("inputs: { bit: 1 }", "inputs: { bit: 1, truth: 32 }", StringComparison.Ordinal)
            .Replace("      bit: concat(", "      truth: known\n      bit: concat(", StringComparison.Ordinal)
            .Replace("  stream:", $"  known: literal({table})\n  stream:", StringComparison.Ordinal));
        const int episodes = 2000;
        var sampler = new EpisodeSampler(task);
        double reference = 0, truth = 0;
        for (int k = 0; k < episodes; k++)
        {
            Episode episode = sampler.Draw(new(8), k);
            reference += episode.ReferenceBits!.Value;
            truth += TrueBits(episode);
        }

        Assert.InRange(reference / episodes, 131.5, 134.7);
        // What is not known of a probability costs about 1/2 log2(n) - 0.4 bits in n uses: 32 of them, used 6 times each, 29 bits.
        Assert.InRange((truth - reference) / episodes, -33, -26);
    }

    [Fact]
    public void What_a_machine_pays_above_the_reference_is_measured_on_the_same_sequences()
    {
        TaskDefinition task = Repository.Task("dynamic-n-grams");
        var sampler = new EpisodeSampler(task, withReference: true);
        var batch = new SequenceBatch();
        var scorer = new EpisodeScorer(task.Losses);
        double reference = 0;
        for (int k = 0; k < 3; k++)
        {
            sampler.Sample(batch, new(1), 4 * k, 4);
            scorer.Add(batch, new Real[batch.Rows], sampler.ReferenceNats);
            reference += Enumerable.Range(4 * k, 4).Sum(i => sampler.Draw(new(1), i).ReferenceBits!.Value);
        }

        Assert.Equal(reference / 12, scorer.Total.Value(MetricKind.ReferenceBitsPerSequence), 1e-9);
        Assert.Equal(200 - reference / 12, scorer.Total.Value(MetricKind.BitsAboveReference), 1e-6);
    }

    [Theory]
    [InlineData("recall: { bit: stream }\n    reference: { bit: 0.5 }", 4)]
    [InlineData("recall: { bit: stream }\n    reference: { bit: 0.5 }\n    score: { bit: literal(1) }", 1)]
    [InlineData("recall: { bit: stream, token: literal(0, 1, 0, 0) }\n    reference: { bit: 0.5, token: 0.25 }", 6)]
    [InlineData("recall: { bit: stream, token: literal(0, 0.5, 0.5, 0) }\n    reference: { token: literal(0, 0.5, 0.5, 0) }", 1)]
    [InlineData("recall: { bit: stream }\n    reference: { bit: stream }", 0)]
    [InlineData("recall: { token: literal(0, 1, 0, 0) }\n    reference: { token: literal(0.75, 0.25, 0, 0) }", 2)]
    public void A_reference_pays_for_what_is_scored_and_knows_what_it_does_not_name(string phase, double bits) =>
        Assert.Equal(bits, new EpisodeSampler(Repository.Define(Text(phase))).Draw(new(1), 0).ReferenceBits!.Value, 1e-6);

    [Theory]
    [InlineData("recall: { bit: stream }\n    reference: { bit: 0 }", "9:18: the reference gives the probability 0 to what is wanted")]
    [InlineData("recall: { bit: 1 }\n    reference: { bit: ones(2, 1) }", "9:18: the phase has 1 steps, and its reference has 2 rows")]
    [InlineData("recall: { token: literal(0, 1, 0, 0) }\n    reference: { token: literal(0, 1, 1, 0) }",
        "9:25: with 'loss: softmax' a reference must be probabilities that sum to 1, or all 0 where nothing is wanted, and these sum to 2")]
    public void A_reference_that_cannot_be_stops_the_episode(string phase, string expected)
    {
        var sampler = new EpisodeSampler(Repository.Define(Text(phase)));
        Assert.Equal("t.yaml:" + expected, Assert.Throws<InvalidInputException>(() => sampler.Draw(new(1), 0)).Message);
    }

    [Theory]
    [InlineData("recall: { bit: stream }\n    reference: { bit: 2 }",
        "9:23: with 'loss: bits' a reference must be from 0 to 1, and this is 2")]
    [InlineData("recall: { bit: stream }\n    reference: { bt: 1 }",
        "9:18: there is no target channel 'bt'; did you mean 'bit'? (known: bit, token)")]
    [InlineData("recall: { bit: stream }\n    reference: { bit: kt_bits(stream, 21) }",
        "9:39: 'order' of kt_bits must be the same in every episode and at most 20, and this is 21")]
    [InlineData("recall: { bit: stream }\n    reference: { bit: kt_bits(zeros(4, 2), 2) }",
        "9:31: 'stream' of kt_bits must be bits in rows of width 1, found a sequence of width 2 in 0")]
    public void A_wrong_reference_is_explained_at_its_place(string phase, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", Text(phase), diagnostics);
        Assert.Equal("t.yaml:" + expected, diagnostics.ToString());
    }

    /// <summary>What a predictor pays that knows the table of the source: the first inputs after the bit.</summary>
    private static double TrueBits(Episode episode)
    {
        Real[] table = episode.InputRow(0)[1..].ToArray();
        double bits = 0;
        int context = 0;
        for (int step = 0; step < episode.Length; step++)
        {
            int bit = (int)episode.TargetRow(step)[0];
            double probability = step < 5 ? 0.5 : table[context];
            bits -= Math.Log2(bit == 1 ? probability : 1 - probability);
            context = (context << 1 | bit) & 31;
        }

        return bits;
    }

    private static string Text(string phase) => $$"""
        task: t
        version: 1
        inputs: { x: 1 }
        targets: { bit: 1, token: 4 }
        draw: { stream: concat(ones(2, 1), zeros(1, 1), ones(1, 1)) }
        loss: { bit: bits, token: softmax }
        episode:
          - {{phase}}
        """;
}
