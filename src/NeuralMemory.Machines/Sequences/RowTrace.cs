using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What a machine that computes all steps at once shows of each of them: quantities whose rows are those of the batch.</summary>
internal sealed class RowTrace
{
    private readonly List<(string Name, Variable Rows)> _quantities = [];
    private readonly List<ILaterRows> _later = [];
    private SourceMemory? _source;
    private (RowTrace Trace, int Count)? _latents;

    /// <summary>The quantity of this name.</summary>
    public Variable this[string name] => All.Single(quantity => quantity.Name == name).Rows;

    private List<(string Name, Variable Rows)> All
    {
        get
        {
            foreach (ILaterRows later in _later)
                later.AddTo(this);
            _later.Clear();
            return _quantities;
        }
    }

    /// <summary>A quantity of all steps.</summary>
    /// <param name="name">Such as <c>layer0/weights</c>.</param>
    /// <param name="rows">[rows of the batch, ...]</param>
    public void Add(string name, Variable rows) => _quantities.Add((name, rows));

    /// <summary>Quantities that are computed when somebody looks at them, which is before the next step.</summary>
    public void Add(ILaterRows later) => _later.Add(later);

    /// <summary>What was read before the first step has quantities of its own.</summary>
    public void Read(SourceMemory source) => _source = source;

    /// <summary>Receives quantities whose rows are not those of the batch but latents.</summary>
    /// <param name="count">How many latents each sequence has.</param>
    public RowTrace OfLatents(int count)
    {
        _latents ??= (new(), count);
        return _latents.Value.Trace;
    }

    /// <summary>Hands the quantities of latents on, if there are any.</summary>
    public void WriteLatents(ITraceWriter trace)
    {
        if (_latents is not { } latents)
            return;
        foreach ((string name, Variable rows) in latents.Trace.All)
            trace.WriteLatents(name, latents.Count, rows);
    }

    /// <summary>Hands the quantities on as those of what was read before the first step.</summary>
    public void WriteSource(ITraceWriter trace, SequenceBatch source)
    {
        foreach ((string name, Variable rows) in All)
            trace.WriteSource(name, source, rows);
    }

    /// <summary>Forgets all of it.</summary>
    public void Clear()
    {
        _quantities.Clear();
        _later.Clear();
        (_source, _latents) = (null, null);
    }

    /// <summary>Hands the quantities on where their rows are those of a single step.</summary>
    public void WriteTo(ITraceWriter trace)
    {
        foreach ((string name, Variable rows) in All)
            trace.Write(name, rows);
    }

    /// <summary>The quantities of some rows, such as those of a step.</summary>
    public IEnumerable<(string Name, Variable Value)> At(Tape tape, int row, int count) =>
        All.Select(quantity => (quantity.Name, tape.Rows(quantity.Rows, row, count)));

    /// <summary>Hands the quantities on, step by step.</summary>
    public void WriteTo(ITraceWriter trace, Tape tape, SequenceBatch batch)
    {
        for (int t = 0; t < batch.MaxLength; t++)
        {
            trace.BeginStep(t);
            if (t == 0)
            {
                _source?.Trace.WriteSource(trace, _source.Batch);
                WriteLatents(trace);
            }

            foreach ((string name, Variable value) in At(tape, batch.RowOffset(t), batch.RowsAt(t)))
                trace.Write(name, value);
        }
    }
}

/// <summary>Quantities of a trace that cost something, and that mostly nobody looks at.</summary>
internal interface ILaterRows
{
    /// <summary>Computes them.</summary>
    void AddTo(RowTrace trace);
}
