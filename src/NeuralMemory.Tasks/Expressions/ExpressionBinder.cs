using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Checks what an expression means, types and bounds included, and gives what computes it.</summary>
/// <param name="scope">The names in force.</param>
/// <param name="parameters">The task's parameters.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class ExpressionBinder(Scope scope, IReadOnlyList<TaskParameter> parameters, Diagnostics diagnostics)
{
    /// <summary>Whether random functions may stand in the expression.</summary>
    public bool AllowsDraws { get; set; }

    /// <summary>How often at most the names in the expression may be drawn.</summary>
    public DrawScope Limit { get; set; } = DrawScope.Sequence;

    /// <summary>Names of draws that are not there yet, while variables are bound: those are computed first.</summary>
    public IReadOnlyCollection<string> LaterDraws { get; set; } = [];

    /// <summary>When all names met so far have values.</summary>
    public Availability Used { get; set; }

    /// <summary>The expression's value, or null when a problem was reported.</summary>
    public TaskValue? Bind(Expression expression) => expression switch
    {
        NumberExpression number => new ConstantNumber(number.Value),
        NameExpression name => Bind(name),
        NegationExpression negation => Bind(negation.Operand) switch
        {
            null => null,
            ConstantNumber constant => new ConstantNumber(0 - constant.Range.Low),
            var operand => Combine("-", new ConstantNumber(0), operand, negation.Mark),
        },
        NotExpression not => Combine("==", Bind(not.Operand), new ConstantNumber(0), not.Mark),
        BinaryExpression binary => Combine(binary.Operator, Bind(binary.Left), Bind(binary.Right), binary.Mark),
        CallExpression call => Bind(call),
        ScanExpression scan => Bind(scan),
        _ => throw new InvalidOperationException($"{expression.GetType()} is missing from the binder"),
    };

    private TaskValue? Bind(NameExpression name)
    {
        if (scope.Contains(name.Name))
        {
            Availability available = scope.AvailabilityOf(name.Name);
            Used = Used.And(available);
            if (available.Scope > Limit)
                diagnostics.Add(name.Mark, $"'{name.Name}' is drawn per {YamlValues.NameOf(available.Scope)}, and this per "
                    + $"{YamlValues.NameOf(Limit)}: it can refer only to what is drawn as seldom as itself");
            return scope.Find(name.Name);
        }

        if (scope.IsIncomplete)
            return null;
        diagnostics.Add(name.Mark, LaterDraws.Contains(name.Name)
            ? $"'{name.Name}' is a draw, and variables are computed before draws: put this variable under 'draw', below '{name.Name}'"
            : FunctionCatalog.FormOf(name.Name) is { } form
            ? $"'{name.Name}' is a function: write {form}"
            : $"unknown name {Quoted.Text(name.Name)}{NearestName.Hint(name.Name, scope.Names)}");
        return null;
    }

    private TaskValue? Combine(string symbol, TaskValue? left, TaskValue? right, SourceMark mark) =>
        left is null || right is null ? null : Elementwise.Combine(Operation.Of(symbol), left, right, mark, diagnostics);

    private TaskValue? Bind(ScanExpression scan)
    {
        TaskValue? start = Bind(scan.First), over = Bind(scan.Sequence);
        bool state = scope.Claim(scan.State, "state of a scan", diagnostics), item = scope.Claim(scan.Item, "row of a scan", diagnostics);
        if (over is NumberValue)
            diagnostics.Add(scan.Sequence.Start, $"a scan goes through the rows of a sequence, found {over.Describe()}");
        TaskValue? result = null;
        if (state && item && start is not null && over is SequenceValue sequence)
            result = new ScanBinder(scope, scan, start, sequence).Bind(
                this, new(scope, parameters, new()) { AllowsDraws = AllowsDraws, Limit = Limit }, diagnostics);
        if (state)
            scope.Forget(scan.State.Name);
        if (item)
            scope.Forget(scan.Item.Name);
        return Named(result, scan.Mark, ScanExpression.Name);
    }

    /// <summary>A value that knows what it comes from; one that was there before keeps what it knows.</summary>
    private static TaskValue? Named(TaskValue? value, SourceMark mark, string name)
    {
        if (value is not null)
            value.Origin ??= new(mark, name);
        return value;
    }

    private TaskValue? Bind(CallExpression call)
    {
        TaskFunction? function = FunctionCatalog.Find(call.Function);
        if (function is { NeedsCorpus: true } && scope.Corpus.Corpus is null)
        {
            if (!scope.Corpus.IsBroken)
                diagnostics.Add(call.Mark, $"{function.Name} reads a corpus, and the task has none: it needs a section 'corpus'");
            return null;
        }

        // Every argument is bound, whatever is wrong with the others, so that all problems show.
        TaskValue?[] arguments = [.. call.Arguments.Select((argument, i) => IsColumn(function, i) ? BindColumn(argument) : Bind(argument))];
        if (function is null)
        {
            diagnostics.Add(call.Mark, scope.Contains(call.Function)
                ? $"'{call.Function}' is not a function; to multiply, write {call.Function} * (...)"
                : $"unknown function {Quoted.Text(call.Function)}{FunctionCatalog.Hint(call.Function)}");
            return null;
        }

        if (function.IsRandom && !AllowsDraws)
        {
            diagnostics.Add(call.Mark, $"{function.Name} draws random values, which stands under 'draw' only: give it a name there");
            return null;
        }

        scope.TellsTraining |= function.TellsTraining;
        var bound = new FunctionCall(function, call, arguments, parameters, diagnostics) { Corpus = scope.Corpus };
        return bound.Check() ? Named(function.Bind(bound), call.Mark, call.Function) : null;
    }

    private static bool IsColumn(TaskFunction? function, int argument) =>
        function is not null && argument < function.Arguments.Count && function.Arguments[argument].Kind == ArgumentKind.CorpusColumn;

    private ColumnValue? BindColumn(Expression argument)
    {
        Corpus corpus = scope.Corpus.Corpus!;
        if (argument is NameExpression name && corpus.Find(name.Name) is { } column)
            return new(column);
        string[] names = [.. corpus.Columns.Select(each => each.Name)];
        diagnostics.Add(argument.Start, argument is NameExpression unknown
            ? $"the corpus has no column {Quoted.Text(unknown.Name)}{NearestName.Hint(unknown.Name, names)}"
            : $"expected the name of a column of the corpus ({string.Join(", ", names)})");
        return null;
    }
}
