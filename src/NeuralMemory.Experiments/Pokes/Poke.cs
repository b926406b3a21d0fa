using NeuralMemory.Machines;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// What is changed in an episode before it is run again. As a text, without blanks, for command lines and addresses: see
/// <see cref="Parse"/>.
/// </summary>
public abstract record Poke
{
    /// <summary>
    /// The first step that may come out differently. A machine that reads ahead knows an input before its step, and may differ earlier.
    /// </summary>
    public abstract int From { get; }

    /// <summary>Reads a poke.</summary>
    /// <param name="text">
    /// One of <c>input:STEP:COLUMN=VALUE</c>, <c>source:STEP:COLUMN=VALUE</c>, <c>memory:STEP:SLOT:COLUMN=VALUE</c>,
    /// <c>clamp:QUANTITY[HEAD,PLACE]@FIRST..LAST=VALUE</c> and <c>head:QUANTITY[HEAD]@FIRST..LAST=SLOT</c>. Of a clamp, what stands in
    /// brackets and the steps may be missing: <c>clamp:write/gates=0</c>; <c>[*,PLACE]</c> is for all heads, <c>@12</c> for one step, and
    /// <c>@12..</c> for all from there on.
    /// </param>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static Poke Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PokeReader.Read(text, SourceMark.WholeFile(text));
    }

    /// <summary>Reads the pokes of an option, and tells of all that are wrong.</summary>
    /// <param name="texts">The texts, as for <see cref="Parse"/>.</param>
    /// <param name="option">What the user calls the option, such as <c>--poke</c>.</param>
    /// <exception cref="InvalidInputException">One is none.</exception>
    public static IReadOnlyList<Poke> ParseAll(IEnumerable<string> texts, string option)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return PokeReader.ReadAll(texts, option, PokeReader.Read);
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public sealed override string ToString() => PokeText.Of(this);
}

/// <summary>A number of an input is another.</summary>
/// <param name="Step">The step.</param>
/// <param name="Column">The column of the input.</param>
/// <param name="Value">The number; of a channel of symbols the symbol's number, or -1 for none.</param>
public sealed record InputPoke(int Step, int Column, float Value) : Poke
{
    /// <summary>
    /// Whether the step is one of those that a machine reads before the first step, where it has such a source: <c>source</c> in the text.
    /// </summary>
    public bool IsOfSource { get; init; }

    /// <inheritdoc/>
    public override int From => IsOfSource ? 0 : Step;
}

/// <summary>A number of the memory is another before a step.</summary>
/// <param name="Step">The step that finds it so.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Column">The number of the slot.</param>
/// <param name="Value">The number.</param>
public sealed record MemoryPoke(int Step, int Slot, int Column, float Value) : Poke
{
    /// <inheritdoc/>
    public override int From => Step;
}

/// <summary>What a head is told, such as a gate, has a value of its own in some steps.</summary>
/// <param name="Quantity">What it is called in the trace, such as <c>write/gates</c>.</param>
/// <param name="Head">The head on the quantity's first axis; null for all.</param>
/// <param name="Value">The value.</param>
/// <param name="First">The first step.</param>
/// <param name="Last">The last one; null for the episode's.</param>
public sealed record ClampPoke(string Quantity, int? Head, float Value, int First = 0, int? Last = null) : Poke
{
    /// <summary>
    /// Which number of the head, on the quantity's second axis, such as a mode; null for all. Where the numbers are shares, the others
    /// share what is left.
    /// </summary>
    public int? Place { get; init; }

    /// <inheritdoc/>
    public override int From => First;

    /// <summary>
    /// Reads clamps as <c>eval</c> takes them: the text of a poke without its first word, such as <c>write/gates[0]=0</c>.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="option">What the user calls the option, such as <c>--clamp</c>.</param>
    /// <exception cref="InvalidInputException">One is none.</exception>
    public static IReadOnlyList<ClampPoke> ParseClamps(IEnumerable<string> texts, string option)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return PokeReader.ReadAll(texts, option, PokeReader.ReadShortClamp);
    }

    /// <summary>The text without its first word: <c>write/gates[0]=0</c>.</summary>
    public string ToShortString() => PokeText.OfClamp(this);

    /// <summary>What it is to a machine.</summary>
    internal StepClamp ToClamp() => new(Quantity, Value) { Head = Head, Place = Place, First = First, Last = Last ?? int.MaxValue };
}

/// <summary>A head looks at one slot alone in some steps.</summary>
/// <param name="Quantity">The quantity with its weighting, such as <c>heads/weights</c>.</param>
/// <param name="Head">Its place on the quantity's first axis.</param>
/// <param name="Slot">The slot.</param>
/// <param name="First">The first step.</param>
/// <param name="Last">The last one.</param>
public sealed record HeadPoke(string Quantity, int Head, int Slot, int First, int Last) : Poke
{
    /// <inheritdoc/>
    public override int From => First;

    /// <summary>What it is to a machine.</summary>
    internal StepClamp ToClamp() => new(Quantity, 1) { Head = Head, Place = Slot, First = First, Last = Last };
}
