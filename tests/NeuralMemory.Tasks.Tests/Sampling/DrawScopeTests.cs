using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>How often values are drawn, and from which stream.</summary>
public sealed class DrawScopeTests
{
    private const string Task = """
        task: scopes
        version: 1
        seed: 7
        parameters:
          once: { range: [0, 1000000], per: task }
          shared: { range: [0, 1000000], per: batch }
          own: [0, 1000000]
        variables: { once_more: once + 1, shared_more: shared + 1 }
        inputs: { x: 8 }
        targets: { y: 1 }
        draw:
          own_draw: integer(0, 1000000)
          table: { per: task, value: "integers(1, 1, once_more, 1000001)" }
          key: { value: "integers(1, 1, 0, 1000000)", per: batch }
          sum: { value: key + table, per: batch }
        episode:
          - show:
              x: zip(literal(once, once_more, shared, shared_more), table, key, sum, literal(own_draw))
          - recall: { y: 1 }
        loss: bits
        """;

    private static readonly int[] PerTask = [0, 1, 4], PerBatch = [2, 3, 5, 6];

    [Fact]
    public void A_task_scope_is_shared_by_all_episodes_keys_and_samplers_and_depends_on_the_seed_alone()
    {
        Real[] first = Row(Repository.Define(Task), 1, 3, 0), other = Row(Repository.Define(Task), 16, 4, 77);
        Assert.All(PerTask, column => Assert.Equal(first[column], other[column]));
        Assert.NotEqual(first[7], other[7]);
        Assert.NotEqual(first[2], other[2]);
        Real[] reseeded = Row(Repository.Define(Task.Replace("seed: 7", "seed: 8", StringComparison.Ordinal)), 1, 3, 0);
        Assert.All(PerTask, column => Assert.NotEqual(first[column], reseeded[column]));
        Assert.All((int[])[2, 3, 5, 7], column => Assert.Equal(first[column], reseeded[column]));
    }

    [Fact]
    public void The_seed_is_0_when_there_is_none() => Assert.Equal(
        Row(Repository.Define(Task.Replace("seed: 7", "seed: 0", StringComparison.Ordinal)), 1, 3, 0),
        Row(Repository.Define(Task.Replace("seed: 7\n", "", StringComparison.Ordinal)), 1, 3, 0));

    [Fact]
    public void A_batch_scope_is_shared_by_the_episodes_of_a_batch_in_whatever_order_they_are_drawn()
    {
        TaskDefinition task = Repository.Define(Task);
        var forward = new EpisodeSampler(task, 4);
        Real[][] rows = [.. Enumerable.Range(0, 12).Select(i => forward.Draw(new(5), i).InputRow(0).ToArray())];
        var backward = new EpisodeSampler(task, 4);
        for (int i = 11; i >= 0; i -= 3)
            Assert.Equal(rows[i], backward.Draw(new(5), i).InputRow(0).ToArray());
        for (int i = 0; i < 12; i++)
        {
            Assert.All(PerBatch, column => Assert.Equal(rows[i / 4 * 4][column], rows[i][column]));
            Assert.All(PerBatch, column => Assert.NotEqual(rows[(i + 4) % 12][column], rows[i][column]));
            Assert.Equal(rows[i][2] + 1, rows[i][3]);
            Assert.Equal(rows[i][4] + rows[i][5], rows[i][6]);
        }

        Assert.Equal(12, rows.Select(row => row[7]).Distinct().Count());
    }

    [Fact]
    public void A_batch_that_is_cut_into_shards_is_the_same()
    {
        TaskDefinition task = Repository.Define(Task);
        var whole = new SequenceBatch();
        new EpisodeSampler(task, 8).Sample(whole, new(5), 16, 8);
        for (int shard = 0; shard < 2; shard++)
        {
            var part = new SequenceBatch();
            new EpisodeSampler(task, 8).Sample(part, new(5), 16 + 4 * shard, 4);
            for (int i = 0; i < 4; i++)
                Assert.Equal(
                    whole.InputRow(whole.Row(whole.Order.IndexOf(4 * shard + i), 0)), part.InputRow(part.Row(part.Order.IndexOf(i), 0)));
        }
    }

    [Fact]
    public void What_is_drawn_elsewhere_does_not_shift_what_a_sequence_draws()
    {
        const string Plain = """
            task: plain
            version: 1
            parameters: { own: [0, 1000000] }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw: { own_draw: integer(0, 1000000) }
            episode: [{ show: { x: own_draw } }, { recall: { y: 1 } }]
            loss: bits
            """;
        var plain = new EpisodeSampler(Repository.Define(Plain));
        var scoped = new EpisodeSampler(Repository.Define(Task), 3);
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(plain.Draw(new(2), i).InputRow(0)[0], scoped.Draw(new(2), i).InputRow(0)[7]);
            Assert.Equal(plain.Draw(new(2), i).Parameter("own"), scoped.Draw(new(2), i).Parameter("own"));
        }
    }

    [Fact]
    public void An_override_of_a_range_keeps_the_scope_and_a_number_is_the_same_everywhere()
    {
        var diagnostics = new Diagnostics();
        TaskDefinition task = Repository.Define(Task);
        TaskDefinition ranged = task.ForTraining(Repository.Mapping("shared: [5, 50]"), diagnostics)!;
        Assert.Equal(DrawScope.Batch, ranged.Parameters[1].Scope);
        var sampler = new EpisodeSampler(ranged, 2);
        for (int i = 0; i < 20; i++)
        {
            Assert.InRange(sampler.Draw(new(1), i).Parameter("shared"), 5, 50);
            Assert.Equal(sampler.Draw(new(1), i / 2 * 2).Parameter("shared"), sampler.Draw(new(1), i).Parameter("shared"));
        }

        TaskDefinition fixedOnce = task.ForEvaluation(Repository.Mapping("once: 12"), diagnostics)!;
        Assert.Equal(13, new EpisodeSampler(fixedOnce).Draw(new(1), 0).InputRow(0)[1]);
    }

    [Fact]
    public void An_override_that_makes_a_wide_draw_depend_on_a_sequence_is_refused()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { width: 2, size: 3 }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw: { table: { value: "bits(size, 1)", per: task } }
            episode: [{ show: { x: table } }, { recall: { y: 1 } }]
            loss: bits
            """);
        var diagnostics = new Diagnostics();
        Assert.Null(task.ForTraining(Repository.Mapping("size: [3, 4]"), diagnostics));
        Assert.Equal("config.yaml:1:7: not possible with size = [3, 4]: t.yaml:6:31: 'size' is drawn per sequence, and this per task: "
            + "it can refer only to what is drawn as seldom as itself", diagnostics.ToString());
    }

    [Fact]
    public void An_error_in_a_wide_scope_names_the_parameters_that_have_values()
    {
        var sampler = new EpisodeSampler(Repository.Define("""
            task: t
            version: 1
            parameters: { wide: { range: [1, 2], per: batch }, own: [1, 2] }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw: { table: { value: "slice(bits(1, 1), 0, wide)", per: batch } }
            episode: [{ show: { x: table } }, { recall: { y: 1 } }]
            loss: bits
            """));
        string[] messages =
        [
            .. Enumerable.Range(0, 32).Select(i => Record.Exception(() => sampler.Draw(new(1), i)))
                .OfType<InvalidInputException>().Select(error => error.Message).Distinct(),
        ];
        Assert.Equal(
            ["t.yaml:6:47: 'count' of slice is 1, and the sequence has 1 row, counted from 0 (with wide = 2)"], messages);
    }

    [Fact]
    public void Sampling_allocates_nothing()
    {
        var sampler = new EpisodeSampler(Repository.Define(Task), 4);
        var batch = new SequenceBatch();
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 500; i++)
                sampler.Sample(batch, new(1), 4 * i, 4);
        });
    }

    private static Real[] Row(TaskDefinition task, int batch, ulong key, long episode) =>
        new EpisodeSampler(task, batch).Draw(new(key), episode).InputRow(0).ToArray();
}
