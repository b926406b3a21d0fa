using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What machines answer while their own answer comes back to them.</summary>
public sealed class FreeAnswersTests
{
    /// <summary>Machines by names; those of a source read it apart, and a cache grows with every step.</summary>
    private static readonly Dictionary<string, string> Configs = new()
    {
        ["lstm"] = "{ kind: lstm, units: 9 }",
        ["gru"] = "{ kind: gru, units: 9 }",
        ["ntm"] = "{ kind: ntm, controller: { kind: lstm, units: 9 }, memory: { slots: 6, width: 3 } }",
        ["dnc"] = "{ kind: dnc, controller: { kind: lstm, units: 9 }, memory: { slots: 6, width: 3 } }",
        ["dnc-sparse"] = "{ kind: dnc-sparse, controller: { kind: lstm, units: 9 }, memory: { slots: 6, width: 3 } }",
        ["transformer"] = "{ kind: transformer, width: 8, heads: 2, hidden: 8 }",
        ["transformer, window"] = "{ kind: transformer, width: 8, heads: 2, hidden: 8, window: 3, positions: alibi }",
        ["transformer, encoder-decoder"] = "{ kind: transformer, layout: encoder-decoder, width: 8, heads: 2, hidden: 8 }",
        ["hopfield"] = "{ kind: hopfield, width: 8, heads: 2, hidden: 8 }",
        ["memory-network"] = "{ kind: memory-network, width: 8 }",
        ["seq2seq, bahdanau"] = "{ kind: seq2seq, units: 9, attention: bahdanau }",
        ["seq2seq, window"] = "{ kind: seq2seq, units: 9, attention: general, window: 1 }",
        ["seq2seq, input feeding"] = "{ kind: seq2seq, cell: lstm, layers: 2, units: 9, attention: concat, input_feeding: true }",
        ["seq2seq, no attention"] = "{ kind: seq2seq, units: 9, attention: none }",
    };

    private static readonly Dictionary<string, Lazy<MachineConfig>> Configured =
        Configs.ToDictionary(pair => pair.Key, pair => new Lazy<MachineConfig>(() => ConfigOf(pair.Value)));

    public static TheoryData<string> Machines => [.. Configs.Keys];

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_most_probable_symbol_comes_back_step_by_step(string kind)
    {
        TaskDefinition task = Define(1);
        using IMachine machine = Build(kind, task);
        (SequenceBatch batch, EpisodeSampler sampler, _, int[]?[] answers) = Run(machine, task, sequences: 6);
        for (int s = 0; s < batch.Sequences; s++)
        {
            int[] answer = answers[s]!;
            Assert.True(answer.Length == 3 || (answer.Length < 3 && answer[^1] == 0));
            Assert.Equal(-1, answer.AsSpan(0, answer.Length - 1).IndexOf(0));
            double[][] steps = Logits(machine, task, batch, sampler, s, answer);
            Assert.Equal(answer, steps.Select(logits => Array.IndexOf(logits, logits.Max())));
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_beam_that_misses_nothing_finds_the_most_probable_answer(string kind)
    {
        TaskDefinition task = Define(128, longest: 4);
        using IMachine machine = BuildDeceiving(kind, task, sequences: 16);
        (SequenceBatch batch, EpisodeSampler sampler, FreeAnswers free, int[]?[] answers) = Run(machine, task, sequences: 16);
        int[][] all = [.. Answers([])];
        Assert.Equal(1 + 3 + 9 + 27 * 4, all.Length);
        for (int s = 0; s < batch.Sequences; s++)
        {
            double[] scores = [.. all.Select(answer => ScoreOf(answer, Logits(machine, task, batch, sampler, s, answer)))];
            int best = Array.IndexOf(scores, scores.Max());
            Assert.Equal(all[best], answers[s]);
            // A beginning that goes on from the state of another one has another score.
            Assert.Equal(scores[best], free.ScoreOf(s), 1e-4);
        }

        static IEnumerable<int[]> Answers(int[] beginning) => beginning is [.., 0] || beginning.Length == 4
            ? [beginning]
            : Enumerable.Range(0, 4).SelectMany(symbol => Answers([.. beginning, symbol]));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("transformer")]
    [InlineData("transformer, encoder-decoder")]
    public void An_answer_longer_than_a_tape_holds_goes_on_where_it_was(string kind)
    {
        TaskDefinition task = Define(1, longest: MachineSession.StepsOfPass + 20, isEndless: true);
        using IMachine machine = Build(kind, task);
        (SequenceBatch batch, EpisodeSampler sampler, _, int[]?[] answers) = Run(machine, task, sequences: 2);
        int[] answer = answers[0]!;
        Assert.Equal(MachineSession.StepsOfPass + 20, answer.Length);
        double[][] steps = Logits(machine, task, batch, sampler, 0, answer);
        Assert.Equal(answer, steps.Select(logits => Array.IndexOf(logits, logits.Max())));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("transformer")]
    [InlineData("seq2seq, window")]
    public void An_answer_that_is_given_comes_back_in_place_of_one_that_is_sought(string kind)
    {
        TaskDefinition task = Define(5);
        using IMachine machine = Build(kind, task);
        (SequenceBatch batch, EpisodeSampler sampler, _, _) = Run(machine, task, sequences: 3);
        int[][] given = [[1, 2, 3], [3, 0], [2, 1, 0]];
        List<float[]> seen = [];
        var follower = new FreeAnswers(machine, task) { Beam = 1, Given = given, Observer = (_, _, logits) => seen.Add([.. logits]) };
        using var tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        Assert.Equal(given, follower.Run(tape, batch, sampler));
        for (int s = 0; s < 3; s++)
        {
            int start = sampler.AnswerStarts[batch.Order[s]];
            double[][] whole = Logits(machine, task, batch, sampler, s, given[s]);
            for (int t = 0; t < given[s].Length; t++)
                for (int symbol = 0; symbol < 4; symbol++)
                    Assert.Equal(whole[t][symbol], seen[start + t][4 * s + symbol], 1e-5);
        }
    }

    [Fact]
    public void The_wanted_answer_ends_with_its_terminator()
    {
        TaskDefinition task = Define(1);
        using IMachine machine = Build("lstm", task);
        (SequenceBatch batch, EpisodeSampler sampler, _, _) = Run(machine, task, sequences: 5);
        var answers = new FreeAnswers(machine, task);
        for (int s = 0; s < 5; s++)
        {
            int start = sampler.AnswerStarts[batch.Order[s]];
            int[] wanted = answers.Wanted(batch, s, start);
            Assert.Equal(start + 1, wanted.Length);
            Assert.Equal(0, wanted[^1]);
            Assert.Equal(
                Enumerable.Range(0, start).Select(t => batch.InputRow(batch.Row(s, t))[..4].IndexOf(1)), wanted[..^1]);
        }
    }

    private static string TextOf(int beam, int longest = 3, bool isEndless = false)
    {
        string text = EchoTask.Of("[1, 4]", 4, $"{{ beam: {beam}, longest: {longest} }}", hasGo: true);
        return isEndless ? text.Replace("terminator: { token: 0 }", "", StringComparison.Ordinal) : text;
    }

    private static TaskDefinition Define(int beam, int longest = 3, bool isEndless = false)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read("t.yaml", TextOf(beam, longest, isEndless), diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return task!;
    }

    /// <summary>
    /// A machine for which a beginning that is not the best at first becomes it and takes the place of another: with others it would not
    /// matter whether a beginning goes on from its own state. Untrained machines are seldom so.
    /// </summary>
    private static IMachine BuildDeceiving(string kind, TaskDefinition task, int sequences)
    {
        for (int seed = 1; seed <= 400; seed++)
        {
            IMachine machine = Build(kind, task, seed);
            int[]?[] greedy = Run(machine, task.WithBeam(1), sequences).Answers, best = Run(machine, task, sequences).Answers;
            if (greedy.Zip(best).Count(pair => IsOvertaken(pair.First!, pair.Second!)) >= 3)
                return machine;
            machine.Dispose();
        }

        throw new InvalidOperationException($"no {kind} deceives");

        // The two part ways early enough for what was seen before to tell in a later step.
        static bool IsOvertaken(int[] greedy, int[] best) => greedy.AsSpan().CommonPrefixLength(best) < best.Length - 2;
    }

    private static IMachine Build(string kind, TaskDefinition task, int seed = 1)
    {
        MachineConfig config = Configured[kind].Value;
        IMachine built = config.Build(MachineInputs.Of(task), task.OutputWidth, new((ulong)seed));
        // Initial weights hardly tell symbols apart.
        foreach (Parameter parameter in built.Parameters.Items)
            foreach (ref float weight in parameter.Span)
                weight *= 2 + seed % 3;
        return built;
    }

    private static MachineConfig ConfigOf(string machine)
    {
        using var lab = new Lab();
        File.WriteAllText(lab.In("echo.yaml"), TextOf(1));
        return Experiment.Load(lab.Config($$"""
            name: echo
            task: ./echo.yaml
            machine: {{machine}}
            training: { steps: 1, batch: 2, optimizer: { kind: adam, rate: 1e-2 } }
            """)).Config.Machine;
    }

    private static (SequenceBatch Batch, EpisodeSampler Sampler, FreeAnswers Free, int[]?[] Answers) Run(
        IMachine machine, TaskDefinition task, int sequences)
    {
        var batch = new SequenceBatch();
        var sampler = new EpisodeSampler(task) { ReadsSource = machine.Config.ReadsSource };
        sampler.Sample(batch, new(4), 0, sequences);
        using var tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        var free = new FreeAnswers(machine, task);
        return (batch, sampler, free, free.Run(tape, batch, sampler));
    }

    /// <summary>What the machine answers in each step of an answer, by a whole pass to which that very answer comes back.</summary>
    private static double[][] Logits(
        IMachine machine, TaskDefinition task, SequenceBatch batch, EpisodeSampler sampler, int sequence, int[] answer)
    {
        int start = sampler.AnswerStarts[batch.Order[sequence]];
        var alone = new SequenceBatch();
        alone.Reshape([start + answer.Length], batch.InputWidth, batch.TargetWidth);
        for (int t = 0; t <= start; t++)
            batch.InputRow(batch.Row(sequence, t)).CopyTo(alone.InputRow(t));
        for (int t = 1; t < answer.Length; t++)
        {
            // go is held, and what was answered comes back.
            alone.InputRow(start + t)[8] = 1;
            alone.InputRow(start + t)[4 + answer[t - 1]] = 1;
        }

        if (batch.Source is { } source)
        {
            int from = batch.SourcePlaces[sequence];
            SequenceBatch own = alone.ReshapeSource([source.Lengths[from]], source.InputWidth);
            for (int t = 0; t < source.Lengths[from]; t++)
                source.InputRow(source.Row(from, t)).CopyTo(own.InputRow(t));
        }

        using var tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(alone.Rows);
        float[] logits = machine.Run(tape, alone).Span.ToArray();
        return [.. Enumerable.Range(start, answer.Length).Select(t => logits.Skip(4 * t).Take(4).Select(value => (double)value).ToArray())];
    }

    private static double ScoreOf(int[] answer, double[][] logits) =>
        answer.Select((symbol, t) => logits[t][symbol] - Math.Log(logits[t].Sum(Math.Exp))).Sum();
}
