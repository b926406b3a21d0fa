using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Runs one held-out episode and keeps what was shown, wanted and answered, and where the heads were.</summary>
internal sealed class EpisodeRecorder : ITraceWriter
{
    private readonly List<int>[] _slots;
    private readonly List<float>[] _weights;
    private readonly IReadOnlyList<HeadTrace> _traces;
    private readonly string[] _names;
    private readonly PanelRecorder _panels;
    private int _places;

    private EpisodeRecorder(MachineConfig config)
    {
        _traces = config.HeadTraces;
        _names =
        [
            .. _traces.SelectMany(heads => Enumerable.Range(1, heads.Count)
                .Select(head => heads.Count == 1 ? heads.Head : $"{heads.Head} {head}")),
        ];
        _slots = [.. _names.Select(_ => new List<int>())];
        _weights = [.. _names.Select(_ => new List<float>())];
        _panels = new(config.PanelTraces);
    }

    /// <summary>Records one episode.</summary>
    /// <param name="machine">The machine, of the memory size to record with.</param>
    /// <param name="point">What to record.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    public static EpisodeRecording Record(IMachine machine, EvaluationPoint point, IEngine engine, long episode)
    {
        TaskDefinition task = point.Task;
        var batch = new SequenceBatch();
        EpisodeSampler sampler = new(task) { ReadsSource = machine.Config.ReadsSource };
        sampler.Sample(batch, Evaluator.StreamOf(point), episode, 1);
        using Tape tape = engine.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        var recorder = new EpisodeRecorder(machine.Config);
        Variable logits = machine.Run(tape, batch, recorder);
        return RecordingOf(batch, logits.Span, task) with
        {
            // The heads of a machine without slots may be at anything else, such as at earlier steps.
            Slots = machine.Config.MemorySlots ?? (recorder._places > 0 ? recorder._places : null),
            Heads =
            [
                .. recorder._names.Select((name, head) =>
                    new HeadRecording(name, [.. recorder._slots[head]], [.. recorder._weights[head]])),
            ],
            Panels = recorder._panels.Finish(),
        };
    }

    /// <summary>What was shown, wanted and answered in the one episode of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="logits">[batch.Answers, O]</param>
    /// <param name="task">The task.</param>
    public static EpisodeRecording RecordingOf(SequenceBatch batch, ReadOnlySpan<float> logits, TaskDefinition task)
    {
        bool[,] mask = Judged(batch, task.Losses);
        return new EpisodeRecording
        {
            Task = task.Name,
            Inputs = Matrix(batch.Inputs, batch.InputWidth),
            Targets = Matrix(batch.Targets, batch.TargetWidth),
            Outputs = Matrix(RecordedAnswers.Of(batch, logits, task), batch.TargetWidth),
            Scored = [.. Enumerable.Range(0, batch.Rows)
                .Select(row => Enumerable.Range(0, batch.TargetWidth).Any(column => mask[row, column]))],
            Mask = mask,
            Symbols =
            [
                .. task.TargetGroups.Where(group => group.Classes > 1).SelectMany(group => Enumerable.Range(0, group.Items)
                    .Select(symbol => new RecordedSymbol(group.TargetStart + symbol * group.TargetsOfItem, group.Classes)
                    {
                        IsNumber = group.IsNumber,
                        Words = WordsAt(task.Targets, group.TargetStart + symbol * group.TargetsOfItem),
                    })),
            ],
            Numbers =
            [
                .. task.Losses.Where(loss => loss.IsSquared)
                    .Select(loss => new RecordedNumbers(loss.Channel.Start, loss.Channel.Width, loss.Tolerance!.Value)),
            ],
            ShownSymbols =
            [
                .. MachineInputs.Of(task).Symbols.Select(symbol => new RecordedSymbol(symbol.Column, symbol.Count)
                {
                    IsNumber = true,
                    Words = WordsAt(task.Inputs, symbol.Column),
                }),
            ],
        };
    }

    /// <summary>The words that the symbols of the channel stand for that begins at a column; null where they stand for none.</summary>
    private static IReadOnlyList<string>? WordsAt(ChannelLayout layout, int column) =>
        layout.Items.Zip(layout.Vocabularies).FirstOrDefault(each => each.First.Start == column).Second?.Symbols;

    void ITraceWriter.BeginStep(int step)
    {
    }

    void ITraceWriter.Write(string name, Variable value)
    {
        _panels.Write(name, value);
        int head = 0;
        foreach (HeadTrace heads in _traces)
        {
            for (int i = heads.First; i < heads.First + heads.Count; i++, head++)
                if (name == heads.Quantity)
                    Add(head, value.Span.Slice(i * value.Shape[2], value.Shape[2]));
        }
    }

    private void Add(int head, ReadOnlySpan<float> weights)
    {
        int most = 0;
        _places = Math.Max(_places, weights.Length);
        for (int slot = 1; slot < weights.Length; slot++)
            if (weights[slot] > weights[most])
                most = slot;
        _slots[head].Add(most);
        _weights[head].Add(weights[most]);
    }

    /// <summary>[T, O] which targets of one episode are judged: those that are scored, of each channel up to its terminator.</summary>
    private static bool[,] Judged(SequenceBatch batch, IReadOnlyList<ChannelLoss> losses)
    {
        var judged = new bool[batch.Rows, batch.TargetWidth];
        foreach (ChannelLoss loss in losses)
        {
            bool ended = false;
            for (int row = 0; row < batch.Rows && !ended; row++)
            {
                ReadOnlySpan<Real> mask = batch.MaskRow(row);
                for (int column = loss.Channel.Start; column < loss.Columns.TargetEnd; column++)
                    judged[row, column] = mask[column] != 0;
                ended = mask[loss.Channel.Start] != 0
                    && loss.IsEndedBy(batch.TargetRow(row).Slice(loss.Channel.Start, loss.Channel.Width));
            }
        }

        return judged;
    }

    private static float[,] Matrix(ReadOnlySpan<float> rows, int width)
    {
        var result = new float[rows.Length / width, width];
        for (int i = 0; i < rows.Length; i++)
            result[i / width, i % width] = rows[i];
        return result;
    }
}
