using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A call under check: the arguments as values, and access to them by the kind that the signature asks for.</summary>
internal sealed class FunctionCall(
    TaskFunction function, CallExpression call, TaskValue?[] arguments, IReadOnlyList<TaskParameter> parameters, Diagnostics diagnostics)
{
    /// <summary>The corpus of the task.</summary>
    public CorpusInForce Corpus { get; init; } = CorpusInForce.None;

    /// <summary>Where the call stands.</summary>
    public SourceMark Mark => call.Mark;

    /// <summary>How many arguments were written.</summary>
    public int Count => arguments.Length;

    /// <summary>The arguments from this one on, as sequences.</summary>
    public SequenceValue[] Sequences(int from) => [.. arguments.Skip(from).Cast<SequenceValue>()];

    /// <summary>The arguments from this one on, as numbers.</summary>
    public NumberValue[] Numbers(int from) => [.. arguments.Skip(from).Cast<NumberValue>()];

    /// <summary>An argument that is a number.</summary>
    public NumberValue Number(int index) => (NumberValue)arguments[index]!;

    /// <summary>An argument that is a sequence.</summary>
    public SequenceValue Sequence(int index) => (SequenceValue)arguments[index]!;

    /// <summary>An argument of either kind.</summary>
    public TaskValue Value(int index) => arguments[index]!;

    /// <summary>An argument that is the same whole number in every episode.</summary>
    public int Width(int index) => (int)Number(index).Range.Low;

    /// <summary>An argument that is a whole number; what is too large, or too small for its kind, stops the episode.</summary>
    public IntegerArgument Integer(int index)
    {
        FunctionArgument argument = ArgumentOf(index);
        int least = argument.Kind switch { ArgumentKind.Count => 0, ArgumentKind.Positive => 1, _ => -TaskLimits.Rows };
        return new(Number(index), MarkOf(index), $"'{argument.Name}' of {function.Name}", least);
    }

    /// <summary>The parameter that an argument names.</summary>
    public TaskParameter Parameter(int index) =>
        parameters.First(parameter => parameter.Name == ((NameExpression)call.Arguments[index]).Name);

    /// <summary>The column of the corpus that an argument names.</summary>
    public CorpusColumn Column(int index) => ((ColumnValue)arguments[index]!).Column;

    /// <summary>Where an argument stands.</summary>
    public SourceMark MarkOf(int index) => call.Arguments[index].Start;

    /// <summary>Reports a problem with an argument.</summary>
    public TaskValue? Fail(int index, string message)
    {
        diagnostics.Add(MarkOf(index), message);
        return null;
    }

    /// <summary>What an operation makes of two values, element by element; null when a problem was reported.</summary>
    public TaskValue? Combine(Operation operation, TaskValue left, TaskValue right) =>
        Elementwise.Combine(operation, left, right, Mark, diagnostics);

    /// <summary>Whether the sequences from an argument on can have one number of rows; that they cannot is reported.</summary>
    public bool HaveSameRows(int from)
    {
        for (int i = from + 1; i < Count; i++)
            if (Sequence(i).Rows is var rows && (rows.High < Sequence(from).Rows.Low || rows.Low > Sequence(from).Rows.High))
            {
                Fail(i, $"{function.Name} needs sequences of one length: the first has {Sequence(from).Rows} rows, and this {rows}");
                return false;
            }

        return true;
    }

    /// <summary>Whether the sequences from an argument on have one width; that they have not is reported.</summary>
    public bool HaveSameWidth(int from)
    {
        bool same = true;
        int width = Sequence(from).Width;
        for (int i = from + 1; i < Count; i++)
            if (Sequence(i).Width != width)
            {
                Fail(i, $"{function.Name} needs sequences of one width: the first has {width}, and this has {Sequence(i).Width}");
                same = false;
            }

        return same;
    }

    /// <summary>Whether the arguments fit the signature; what does not is reported.</summary>
    public bool Check()
    {
        int possible = function.Arguments.Count, required = possible - function.Arguments.Count(argument => argument.IsOptional);
        bool repeats = possible > 0 && function.Arguments[^1].Repeats;
        if (arguments.Length < required || (arguments.Length > possible && !repeats))
        {
            string expected = repeats ? $"at least {Plural(required)}"
                : required < possible ? $"{required} to {Plural(possible)}"
                : Plural(required);
            diagnostics.Add(Mark, $"{function.Signature} takes {expected}, found {arguments.Length}");
            return false;
        }

        bool fits = true;
        for (int i = 0; i < arguments.Length; i++)
            fits &= Check(i);
        return fits;
    }

    private static string Plural(int count) => count == 1 ? "1 argument" : $"{count} arguments";

    private FunctionArgument ArgumentOf(int index) => function.Arguments[Math.Min(index, function.Arguments.Count - 1)];

    private bool Check(int index)
    {
        if (arguments[index] is not { } value)
            return false;
        FunctionArgument argument = ArgumentOf(index);
        if (IsNumber(argument.Kind) && value.AsNumber() is { } single)
            arguments[index] = value = single;
        string? problem = argument.Kind switch
        {
            ArgumentKind.Sequence => value is SequenceValue ? null : $"must be a sequence, found {value.Describe()}",
            ArgumentKind.Column => value is SequenceValue { Width: 1 } ? null : $"must be rows of width 1, found {value.Describe()}",
            ArgumentKind.Indices => value is SequenceValue { Width: 1, Elements.IsInteger: true } ? null
                : $"must be integers in rows of width 1, found {value.Describe()}"
                    + (value is SequenceValue { Elements.IsInteger: false } ? " that can hold fractions" : ""),
            ArgumentKind.Any => null,
            ArgumentKind.CorpusColumn => value is ColumnValue ? null : "must be the name of a column of the corpus",
            ArgumentKind.Parameter => IsParameter(index) ? null : "must be the name of a parameter",
            _ => value is NumberValue number ? Problem(argument.Kind, number.Range) : $"must be a number, found {value.Describe()}",
        };
        if (problem is not null)
            diagnostics.Add(MarkOf(index), $"'{argument.Name}' of {function.Name} {problem}");
        return problem is null;
    }

    private static bool IsNumber(ArgumentKind kind) => kind is ArgumentKind.Number or ArgumentKind.Integer or ArgumentKind.Count
        or ArgumentKind.Positive or ArgumentKind.Width or ArgumentKind.Probability;

    private bool IsParameter(int index) =>
        call.Arguments[index] is NameExpression name && parameters.Any(parameter => parameter.Name == name.Name);

    private static string? Problem(ArgumentKind kind, ValueRange range) => kind switch
    {
        ArgumentKind.Number => null,
        ArgumentKind.Probability => range is { Low: >= 0, High: <= 1 } ? null : $"must be from 0 to 1, and this is {range}",
        _ when !range.IsInteger && range.IsFixed => $"must be an integer, and this is {range}",
        _ when !range.IsInteger => "must be an integer, and this can be a fraction; floor(...) rounds down",
        ArgumentKind.Width when !range.IsFixed => $"must be the same in every episode, and this varies in {range}",
        ArgumentKind.Width when range.Low is < 1 or > TaskLimits.Width =>
            string.Create(CultureInfo.InvariantCulture, $"must be from 1 to {TaskLimits.Width}, and this is {range.Low}"),
        ArgumentKind.Positive when range.High < 1 => $"must be at least 1, and this is {range}",
        ArgumentKind.Count when range.High < 0 => $"must not be negative, and this is {range}",
        ArgumentKind.Count or ArgumentKind.Positive when range.Low > TaskLimits.Rows =>
            $"must be at most {TaskLimits.Rows}, and this is {range}",
        _ => null,
    };
}
