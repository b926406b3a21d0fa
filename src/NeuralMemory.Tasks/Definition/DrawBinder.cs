using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds out what the variables, draws and conditions of a task mean, and when each is computed.</summary>
/// <param name="scope">The names in force: parameters to begin with.</param>
/// <param name="expressions">What understands expressions.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class DrawBinder(Scope scope, ExpressionBinder expressions, Diagnostics diagnostics)
{
    private readonly List<(DrawScope Scope, int Turn, DrawStep Step)> _steps = [];
    private readonly Dictionary<string, (DrawScope Scope, int Turn, Assignment Step)> _draws = [];
    private int _assignments;

    /// <summary>
    /// The steps of each <see cref="DrawScope"/> in the order of the file, a condition as soon as all names in it have values: so the
    /// draws that come later can count on it.
    /// </summary>
    public IReadOnlyList<DrawStep[]> Plans =>
    [
        .. Enum.GetValues<DrawScope>().Select(wanted => _steps
            .Where(step => step.Scope == wanted)
            .OrderBy(step => step.Turn)
            .Select(step => step.Step)
            .ToArray()),
    ];

    /// <summary>Variables are drawn as often as what they are made of: parameters and variables above, never draws.</summary>
    /// <param name="items">The variables.</param>
    /// <param name="draws">The draws, which follow.</param>
    public void BindVariables(IReadOnlyList<NamedExpression> items, IReadOnlyList<NamedExpression> draws)
    {
        expressions.LaterDraws = [.. draws.Select(draw => draw.Name)];
        foreach (NamedExpression item in items)
            Assign(item, "variable", Bind(item.Expression), expressions.Used.Scope);
        expressions.LaterDraws = [];
    }

    /// <summary>Draws say how often they are drawn, and can refer to what is drawn as seldom.</summary>
    public void BindDraws(IReadOnlyList<NamedExpression> items)
    {
        expressions.AllowsDraws = true;
        foreach (NamedExpression item in items)
        {
            expressions.Limit = item.Scope;
            Assign(item, "draw", Bind(item.Expression), item.Scope);
        }

        (expressions.AllowsDraws, expressions.Limit) = (false, DrawScope.Sequence);
    }

    /// <summary>A condition belongs to the narrowest scope of the names in it, which is drawn again until it holds.</summary>
    /// <returns>A condition that never holds, or null.</returns>
    public Condition? BindConditions(IReadOnlyList<ConditionSyntax> conditions)
    {
        Condition? contradiction = null;
        foreach (ConditionSyntax syntax in conditions)
        {
            SourceMark mark = syntax.Expression.Start;
            TaskValue? value = Bind(syntax.Expression);
            if (value?.AsNumber() is not { } number)
            {
                if (value is not null)
                    diagnostics.Add(mark, $"a condition must be a number, found {value.Describe()}; sum(...) makes a number of a sequence");
                continue;
            }

            (DrawScope drawn, int turn) = (expressions.Used.Scope, expressions.Used.Turn);
            var condition = new Condition(number, mark, syntax.Text)
            {
                From = syntax.From is { } from ? FindDraw(from.Mark, from.Name, drawn, turn) : null,
            };
            _steps.Add((drawn, turn, condition));
            if (number.Range is { Low: 0, High: 0 })
                contradiction ??= condition;
        }

        return contradiction;
    }

    /// <summary>The draw that a condition goes back to; null when a problem was reported.</summary>
    private Assignment? FindDraw(SourceMark mark, string name, DrawScope scope, int turn)
    {
        string? problem = !_draws.TryGetValue(name, out (DrawScope Scope, int Turn, Assignment Step) draw)
                ? $"there is no draw {Quoted.Text(name)}{NearestName.Hint(name, _draws.Keys)}"
            : draw.Scope != scope ? $"'{name}' is drawn per {YamlValues.NameOf(draw.Scope)}, and what the condition is about per "
                + YamlValues.NameOf(scope)
            : draw.Turn > turn ? $"'{name}' stands after all that the condition is about: to draw it again changes nothing"
            : null;
        if (problem is not null)
            diagnostics.Add(mark, problem);
        return problem is null ? draw.Step : null;
    }

    private TaskValue? Bind(Expression? expression)
    {
        expressions.Used = default;
        return expression is null ? null : expressions.Bind(expression);
    }

    private void Assign(NamedExpression item, string kind, TaskValue? value, DrawScope drawn)
    {
        if (!scope.Claim(item, kind, diagnostics))
            return;
        if (value is null)
        {
            scope.DeclareBroken(item.Name);
            return;
        }

        int turn = ++_assignments;
        int slot = value is NumberValue number
            ? scope.DeclareNumber(item.Name, number.Range, drawn, turn)
            : scope.DeclareSequence(item.Name, (SequenceValue)value, drawn, turn);
        var step = new Assignment(slot, value);
        _steps.Add((drawn, turn, step));
        if (kind == "draw")
            _draws.Add(item.Name, (drawn, turn, step));
    }
}
