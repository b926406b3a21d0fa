using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Free answers of a machine that reads its source apart: each beginning is read from the source of its own sequence.</summary>
public sealed class SourceMachineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_beginning_reads_the_source_of_its_own_sequence(int beam)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition task = TaskDefinition.Read("t.yaml", EchoTask.Of("[1, 7]", 6, $"{{ beam: {beam} }}", hasGo: false), diagnostics)!;
        Assert.False(diagnostics.Any);
        using var machine = new EchoMachine();
        var batch = new SequenceBatch();
        var sampler = new EpisodeSampler(task) { ReadsSource = true };
        sampler.Sample(batch, new(8), 0, 12);
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        var answers = new FreeAnswers(machine, task);
        int[]?[] given = answers.Run(tape, batch, sampler);
        for (int s = 0; s < 12; s++)
        {
            Assert.Equal(0, sampler.AnswerStarts[batch.Order[s]]);
            Assert.Equal(answers.Wanted(batch, s, 0), given[s]);
        }

        // Sources of several lengths, so that they lie in another order than they were drawn in.
        Assert.NotEqual(Enumerable.Range(0, 12), batch.Source!.Order.ToArray());
    }

    /// <summary>Says the symbols of its source one by one, then the end; insists that what it said comes back to it.</summary>
    private sealed class EchoMachine : IMachine
    {
        public MachineConfig Config { get; } = new EchoConfig();

        public int InputWidth => 12;

        public int OutputWidth => 6;

        public ParameterSet Parameters { get; } = new ParameterSet().Complete();

        public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null) => throw new InvalidOperationException("unused");

        public IMachineSteps Begin(Tape tape, SequenceBatch batch) => new Steps(tape, batch);

        public IMachine? WithSlots(int slots) => null;

        public void Dispose() => Parameters.Dispose();
    }

    private sealed record EchoConfig : MachineConfig
    {
        public override string Kind => "echo";

        public override bool ReadsSource => true;

        public override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization) => new EchoMachine();

        public override ParameterSet Declare(InputLayout inputs, int outputWidth) => new();
    }

    private sealed class Steps(Tape tape, SequenceBatch batch) : IMachineSteps, IStep
    {
        private int[] _said = [];

        public int Time { get; private set; }

        public IStep? Current => this;

        public Variable Step(Variable input)
        {
            int rows = batch.Sequences;
            Real[] logits = new Real[rows * 6];
            int[] said = new int[rows];
            SequenceBatch source = batch.Source!;
            for (int row = 0; row < rows; row++)
            {
                int place = batch.SourcePlaces[row];
                ReadOnlySpan<Real> symbols = Time < source.Lengths[place] ? source.InputRow(source.Row(place, Time))[..6] : [1];
                said[row] = symbols.IndexOf((Real)1);
                logits[row * 6 + said[row]] = 20;
                // The first beginning of each sequence is the one that goes on.
                int back = input.Span.Slice(row * 12 + 6, 6).IndexOf((Real)1);
                if (row % Math.Max(1, rows / 12) == 0 && Time <= source.Lengths[place])
                    Assert.Equal(Time == 0 ? 1 : _said[row], back);
            }

            _said = said;
            Time++;
            return tape.Constant(logits, new Shape(rows, 6));
        }

        public MachineState CopyState() => throw new InvalidOperationException("unused");

        public void SetState(MachineState state) => throw new InvalidOperationException("unused");

        public void Describe(ITraceWriter trace)
        {
        }

        public void VisitState(IStateVisitor visitor)
        {
        }
    }
}
