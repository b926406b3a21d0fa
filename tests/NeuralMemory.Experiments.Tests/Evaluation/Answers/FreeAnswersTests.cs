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
    public static TheoryData<string> Machines => ["lstm", "gru", "ntm", "dnc", "dnc-sparse"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_most_probable_symbol_comes_back_step_by_step(string kind)
    {
        TaskDefinition task = Define(1);
        using IMachine machine = Build(kind, task);
        (SequenceBatch batch, EpisodeSampler sampler, int[]?[] answers) = Run(machine, task, sequences: 6);
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
        TaskDefinition task = Define(64);
        using IMachine machine = Build(kind, task);
        (SequenceBatch batch, EpisodeSampler sampler, int[]?[] answers) = Run(machine, task, sequences: 2);
        int[][] all = [.. Answers([])];
        Assert.Equal(1 + 3 + 9 * 4, all.Length);
        for (int s = 0; s < batch.Sequences; s++)
        {
            double[] scores = [.. all.Select(answer => ScoreOf(answer, Logits(machine, task, batch, sampler, s, answer)))];
            Assert.Equal(all[Array.IndexOf(scores, scores.Max())], answers[s]);
        }

        static IEnumerable<int[]> Answers(int[] beginning) => beginning is [.., 0] || beginning.Length == 3
            ? [beginning]
            : Enumerable.Range(0, 4).SelectMany(symbol => Answers([.. beginning, symbol]));
    }

    [Fact]
    public void The_wanted_answer_ends_with_its_terminator()
    {
        TaskDefinition task = Define(1);
        using IMachine machine = Build("lstm", task);
        (SequenceBatch batch, EpisodeSampler sampler, _) = Run(machine, task, sequences: 5);
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

    private static string TextOf(int beam) => EchoTask.Of("[1, 4]", 4, $"{{ beam: {beam}, longest: 3 }}", hasGo: true);

    private static TaskDefinition Define(int beam)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read("t.yaml", TextOf(beam), diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return task!;
    }

    private static IMachine Build(string kind, TaskDefinition task)
    {
        string machine = kind is "lstm" or "gru" ? $"{{ kind: {kind}, units: 9 }}"
            : $"{{ kind: {kind}, controller: {{ kind: lstm, units: 9 }}, memory: {{ slots: 6, width: 3 }} }}";
        using var lab = new Lab();
        File.WriteAllText(lab.In("echo.yaml"), TextOf(1));
        string config = lab.Config($$"""
            name: echo
            task: ./echo.yaml
            machine: {{machine}}
            training: { steps: 1, batch: 2, optimizer: { kind: adam, rate: 1e-2 } }
            """);
        IMachine built = Experiment.Load(config).BuildMachine();
        // Initial weights hardly tell symbols apart.
        foreach (Parameter parameter in built.Parameters.Items)
            foreach (ref float weight in parameter.Span)
                weight *= 3;
        return built;
    }

    private static (SequenceBatch Batch, EpisodeSampler Sampler, int[]?[] Answers) Run(IMachine machine, TaskDefinition task, int sequences)
    {
        var batch = new SequenceBatch();
        var sampler = new EpisodeSampler(task);
        sampler.Sample(batch, new(4), 0, sequences);
        using var tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        return (batch, sampler, new FreeAnswers(machine, task).Run(tape, batch, sampler));
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

        using var tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(alone.Rows);
        float[] logits = machine.Run(tape, alone).Span.ToArray();
        return [.. Enumerable.Range(start, answer.Length).Select(t => logits.Skip(4 * t).Take(4).Select(value => (double)value).ToArray())];
    }

    private static double ScoreOf(int[] answer, double[][] logits) =>
        answer.Select((symbol, t) => logits[t][symbol] - Math.Log(logits[t].Sum(Math.Exp))).Sum();
}
