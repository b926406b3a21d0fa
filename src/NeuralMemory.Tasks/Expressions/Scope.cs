using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>When a value is there.</summary>
/// <param name="Scope">How often it is drawn.</param>
/// <param name="Turn">The number of the assignment, counted from 1, that gives it; 0 when it is there from the beginning.</param>
internal readonly record struct Availability(DrawScope Scope, int Turn)
{
    /// <summary>When both are there.</summary>
    public Availability And(Availability other) =>
        new((DrawScope)Math.Max((int)Scope, (int)other.Scope), Math.Max(Turn, other.Turn));
}

/// <summary>The names that an expression can refer to, and the slots of the episode state that hold their values.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, TaskValue?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Availability> _availability = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>How many slots for numbers are taken.</summary>
    public int Numbers { get; private set; }

    /// <summary>How many slots for sequences are taken.</summary>
    public int Sequences { get; private set; }

    /// <summary>Whether names are missing because their section cannot be read, so that unknown ones are not to be reported.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>The corpus that expressions draw from.</summary>
    public CorpusInForce Corpus { get; init; } = CorpusInForce.None;

    /// <summary>Whether something in the file differs between training and evaluations, other than the lines of the corpus.</summary>
    public bool TellsTraining { get; set; }

    /// <summary>The names in the order declared.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Takes a name for a thing of this kind, if it is free; all names of a task share one space.</summary>
    public bool TryClaim(string name, string kind) => _kinds.TryAdd(name, kind);

    /// <summary>Takes a name for a thing of this kind; that it is not free is reported.</summary>
    public bool Claim(NamedExpression item, string kind, Diagnostics diagnostics)
    {
        bool free = TryClaim(item.Name, kind);
        if (!free)
            diagnostics.Add(item.Mark, $"'{item.Name}' is already the name of a {_kinds[item.Name]}");
        return free;
    }

    /// <summary>Declares a number; a fixed one is known from now on, and its slot only reports it.</summary>
    /// <returns>The slot that holds it.</returns>
    public int DeclareNumber(string name, ValueRange range, DrawScope drawn = DrawScope.Sequence, int turn = 0)
    {
        _availability[name] = range.IsFixed ? default : new(drawn, turn);
        Declare(name, range.IsFixed ? new ConstantNumber(range.Low) : new StoredNumber(range, Numbers));
        return Numbers++;
    }

    /// <summary>Declares a sequence.</summary>
    /// <returns>The slot that holds it.</returns>
    public int DeclareSequence(string name, SequenceValue source, DrawScope drawn = DrawScope.Sequence, int turn = 0)
    {
        _availability[name] = new(drawn, turn);
        Declare(name, new StoredSequence(source.Width, source.Rows, source.Elements, Sequences));
        return Sequences++;
    }

    /// <summary>Declares one row, another in every pass of a loop or scan.</summary>
    /// <returns>The slot that holds it.</returns>
    public int DeclareRow(string name, int width, ValueRange elements)
    {
        Declare(name, new StoredSequence(width, ValueRange.Of(1), elements, Sequences));
        return Sequences++;
    }

    /// <summary>Declares a name whose definition is wrong, so that its uses are not reported as well.</summary>
    public void DeclareBroken(string name) => Declare(name, null);

    /// <summary>Ends the life of a loop's index, whose name is free again.</summary>
    public void Forget(string name)
    {
        _values.Remove(name);
        _names.Remove(name);
        _kinds.Remove(name);
        _availability.Remove(name);
    }

    /// <summary>Whether the name is declared.</summary>
    public bool Contains(string name) => _values.ContainsKey(name);

    /// <summary>What a declared name stands for; null when its definition is wrong.</summary>
    public TaskValue? Find(string name) => _values[name];

    /// <summary>When the value of a declared name is there; what is the same in every episode is there always.</summary>
    public Availability AvailabilityOf(string name) => _availability.GetValueOrDefault(name);

    private void Declare(string name, TaskValue? value)
    {
        if (!_values.ContainsKey(name))
            _names.Add(name);
        _values[name] = value;
    }
}
