namespace NeuralMemory.Tasks;

/// <summary>What a function accepts as an argument.</summary>
internal enum ArgumentKind
{
    /// <summary>Any number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A whole number of at least 0.</summary>
    Count,

    /// <summary>A whole number of at least 1.</summary>
    Positive,

    /// <summary>A whole number of at least 1 that is the same in every episode.</summary>
    Width,

    /// <summary>A number from 0 to 1.</summary>
    Probability,

    /// <summary>A sequence.</summary>
    Sequence,

    /// <summary>A sequence of width 1.</summary>
    Column,

    /// <summary>A sequence of width 1 that holds whole numbers.</summary>
    Indices,

    /// <summary>A number or a sequence.</summary>
    Any,

    /// <summary>The name of a parameter.</summary>
    Parameter,

    /// <summary>The name of a column of the corpus.</summary>
    CorpusColumn,
}

/// <summary>An argument in a function's signature.</summary>
/// <param name="Name">Its name, for the documentation and messages.</param>
/// <param name="Kind">What is accepted.</param>
/// <param name="Repeats">Whether more of the kind may follow; only for the last argument.</param>
/// <param name="IsOptional">Whether it may be left out; only for the last arguments, none of which then repeats.</param>
internal sealed record FunctionArgument(string Name, ArgumentKind Kind, bool Repeats = false, bool IsOptional = false);

/// <summary>A function of the language, or a few that are one but for a number. <see cref="FunctionCatalog"/> lists them.</summary>
internal abstract class TaskFunction
{
    /// <summary>How it is called in an expression.</summary>
    public abstract string Name { get; }

    /// <summary>What it gives, in a sentence for the manual.</summary>
    public abstract string Summary { get; }

    /// <summary>A call and its value, for the manual: <c>reverse(literal(1, 2))</c>.</summary>
    public abstract string Example { get; }

    /// <summary>Its arguments.</summary>
    public abstract IReadOnlyList<FunctionArgument> Arguments { get; }

    /// <summary>Whether it draws random values; such functions stand only under <c>draw</c>.</summary>
    public virtual bool IsRandom => false;

    /// <summary>Whether it has a meaning only in a task that has a corpus.</summary>
    public virtual bool NeedsCorpus => false;

    /// <summary>Whether its value differs between training and evaluations of a task without a corpus.</summary>
    public virtual bool TellsTraining => false;

    /// <summary>The signature for the manual and for messages: <c>slice(sequence, start, count[, stride])</c>.</summary>
    public string Signature => $"{Name}({string.Concat(Arguments.Select((a, i) => a switch
    {
        { IsOptional: true } => $"[{(i > 0 ? ", " : "")}{a.Name}]",
        { Repeats: true } => $"{(i > 0 ? ", " : "")}{a.Name}, ...",
        _ => (i > 0 ? ", " : "") + a.Name,
    }))})";

    /// <summary>The value of a call whose arguments fit the signature, or null when a problem was reported.</summary>
    public abstract TaskValue? Bind(FunctionCall call);
}
