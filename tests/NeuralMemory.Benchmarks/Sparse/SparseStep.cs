using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>Steps of a sparse access memory, forward and backward, of whose slots some were written before.</summary>
internal sealed class SparseStep : IDisposable
{
    private const int Width = 32, Inputs = 10, Outputs = 8, Steps = 200, Rounds = 15, WritersAtOnce = 1024;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), WarmUpAgain = TimeSpan.FromSeconds(0.1);
    private static bool s_isCompiled;
    private readonly IMachine _machine;
    private readonly Tape _tape;
    private readonly SequenceBatch _batch = new();
    private readonly Real[] _memory;
    private readonly Shape _shape;

    public SparseStep(int slots, int written, int heads, RecallWords words)
    {
        SamConfig config = new() { Heads = heads, Memory = new() { Slots = slots, Width = Width } };
        _machine = config.Build(Inputs, Outputs, StreamKey.FromSeed(3));
        _tape = NativeEngine.Instance.NewTape(_machine.Parameters);
        _batch.Reshape([Steps + 2], Inputs, Outputs);
        new RandomStream(StreamKey.FromSeed(4)).FillBits(_batch.Inputs);
        new RandomStream(StreamKey.FromSeed(5)).FillBits(_batch.Targets);
        (_memory, _shape) = Fill(config, written, new DrawnWords(words, Width));
    }

    /// <summary>Measures.</summary>
    /// <returns>
    /// The processor's time of a step in microseconds, what the tape takes of a step in bytes, and all that the tape holds, the memory and
    /// its index included.
    /// </returns>
    public (double Best, double Median, long Bytes, long Held) Measure()
    {
        var times = new List<double>();
        // Until all is compiled for good, and then until the caches hold what is needed.
        TimeSpan least = s_isCompiled ? WarmUpAgain : WarmUp;
        for (double warm = 0; warm < least.TotalMicroseconds; warm += Steps * Pass(out _))
        {
        }

        s_isCompiled = true;
        long numbers = 0;
        for (int round = 0; round < Rounds; round++)
            times.Add(Pass(out numbers));
        times.Sort();
        return (times[0], times[times.Count / 2], numbers * sizeof(Real) / Steps, _tape.Capacity * sizeof(Real));
    }

    public void Dispose()
    {
        _tape.Dispose();
        _machine.Dispose();
    }

    private double Pass(out long numbers)
    {
        _tape.Reset(_batch.Rows);
        IMachineSteps steps = _machine.Begin(_tape, _batch);
        steps.Step(_tape.Inputs(_batch, 0, 1));
        steps.Current!.VisitState(new MemorySetter(_tape.Constant(_memory, _shape)));
        // A memory that comes as it stands has the slots counted in its first step that no one has used: a run does so one by one.
        steps.Step(_tape.Inputs(_batch, 1, 1));
        var answers = new List<Variable>(Steps);
        long before = _tape.Used;
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int step = 2; step < Steps + 2; step++)
            answers.Add(steps.Step(_tape.Inputs(_batch, _batch.RowOffset(step), 1)));
        for (int step = 2; step < Steps + 2; step++)
            _tape.Seed(answers[step - 2], _batch.TargetRow(step));
        _tape.BackwardFromSeeds();
        numbers = _tape.Used - before;
        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / Steps;
    }

    /// <summary>A memory in which a number of slots were written, one after another.</summary>
    private (Real[] Rows, Shape Shape) Fill(SamConfig config, int written, DrawnWords drawn)
    {
        using Tape tape = NativeEngine.Instance.NewTape(_machine.Parameters, recording: false);
        tape.Reset(1);
        SparseMemory memory = tape.NewSparseMemory(1, config.Memory.Slots, Width, config.Memory.Exhaustive);
        var words = new Real[WritersAtOnce * Width];
        for (int first = 0; first < written; first += WritersAtOnce)
        {
            tape.NextStep();
            int count = Math.Min(WritersAtOnce, written - first);
            for (int i = 0; i < count; i++)
                drawn.Draw(words.AsSpan(i * Width, Width));
            Real[] slots = [.. Enumerable.Range(first, count).Select(slot => (Real)slot)];
            SparseWeighting writes = new(tape.Constant(slots, new(1, count, 1)), tape.Fill(new(1, count, 1), 1));
            memory = tape.SparseWrite(memory, writes, tape.Constant(words.AsSpan(0, count * Width), new(1, count, Width)));
            memory = tape.SparseUse(memory, writes, writes, config.Memory.Threshold);
        }

        Variable rows = tape.SparseTouched(memory);
        return (rows.Span.ToArray(), rows.Shape);
    }

    private sealed class MemorySetter(Variable memory) : IStateVisitor
    {
        public Variable Visit(string name, Variable value) => value;

        public Variable? VisitGrown(string name, Variable? value) => name == "memory/touched" ? memory : value;

        public int Visit(string name, int place) => place;
    }
}
