namespace NeuralMemory.Tasks;

/// <summary>
/// The symbols that texts are made of, with numbers: first the special ones, then those of the text by falling frequency in the lines for
/// training, and by spelling (the order of their code units) where they are as frequent.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The symbol after the last one of a text.</summary>
    public const string EndText = "<end>";

    /// <summary>The symbol before the first one of a text.</summary>
    public const string BeginText = "<begin>";

    /// <summary>The symbol in place of one that training does not show.</summary>
    public const string UnknownText = "<unknown>";

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly string[] _symbols;

    internal Vocabulary(string name, IReadOnlyList<string> special, IReadOnlyDictionary<string, int> frequencies)
    {
        (Name, Special) = (name, special);
        _symbols =
        [
            .. special,
            .. frequencies.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => word.Key),
        ];
        for (int i = 0; i < _symbols.Length; i++)
            _numbers.Add(_symbols[i], i);
    }

    /// <summary>Its name, that of a column.</summary>
    public string Name { get; }

    /// <summary>The symbols by number.</summary>
    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>The first symbols, which no text has.</summary>
    internal IReadOnlyList<string> Special { get; }

    /// <summary>The number of <see cref="EndText"/>; null where texts have no end, as labels.</summary>
    public int? End => Find(EndText);

    /// <summary>The number of <see cref="BeginText"/>; null where the task asks for none.</summary>
    public int? Begin => Find(BeginText);

    /// <summary>The number of <see cref="UnknownText"/>; null where the task asks for none.</summary>
    public int? Unknown => Find(UnknownText);

    /// <summary>The number of a symbol, or null.</summary>
    public int? Find(string symbol) => _numbers.TryGetValue(symbol, out int number) ? number : null;
}
