using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds out how the target channels are scored: <c>loss</c>, <c>tolerance</c> and <c>terminator</c>.</summary>
/// <param name="expressions">What understands expressions.</param>
/// <param name="targets">The target channels.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class LossBinder(ExpressionBinder expressions, ChannelLayout targets, Diagnostics diagnostics)
{
    private const string Bits = "bits", Softmax = "softmax", Squared = "squared";

    /// <summary>The losses in the order of the channels; null when a problem was reported.</summary>
    public IReadOnlyList<ChannelLoss>? Bind(PerChannelSyntax? loss, PerChannelSyntax? tolerance, PerChannelSyntax? terminator)
    {
        if (loss is null)
            return null;
        int before = diagnostics.Count;
        Check(loss);
        CheckTolerance(loss, tolerance);
        var losses = new List<ChannelLoss>();
        int start = 0;
        foreach (Channel channel in targets.Items)
            if (loss.Find(channel.Name) is { } item)
            {
                losses.Add(new(channel, ClassesOf(channel, item), null)
                {
                    Start = start,
                    Tolerance = ToleranceOf(channel, item, tolerance),
                });
                start += losses[^1].Columns.Width;
            }
            else if (loss.Channels is not null)
                diagnostics.Add(loss.Mark, $"the target channel '{channel.Name}' has no loss");
        if (diagnostics.Count > before)
            return null;
        BindTerminators(terminator, losses);
        return losses;
    }

    private void Check(PerChannelSyntax syntax)
    {
        foreach (NamedExpression item in syntax.Channels ?? [])
            if (targets.Find(item.Name) is null)
                diagnostics.Add(
                    item.Mark, $"there is no target channel {Quoted.Text(item.Name)}{NearestName.Hint(item.Name, targets.Names)}");
    }

    private int ClassesOf(Channel channel, Expression loss)
    {
        if (channel.Symbols is { } symbols)
        {
            if (loss is not NameExpression { Name: Softmax })
                diagnostics.Add(loss.Start, $"the channel '{channel.Name}' holds a symbol by its number, whose loss is '{Softmax}'");
            return symbols;
        }

        switch (loss)
        {
            case NameExpression { Name: Bits or Squared }:
                return 1;
            case NameExpression { Name: Softmax }:
                return Divided(channel, loss, channel.Width);
            case CallExpression { Function: Softmax, Arguments: [var classes] }:
                return Constant(classes, "the number of classes") is { } number ? Divided(channel, classes, number) : 1;
            case NameExpression name:
                diagnostics.Add(name.Mark, $"unknown loss {Quoted.Text(name.Name)}{NearestName.Hint(name.Name, [Bits, Softmax, Squared])}");
                return 1;
            default:
                diagnostics.Add(loss.Start, $"expected '{Bits}', '{Squared}', '{Softmax}' or '{Softmax}(classes)'");
                return 1;
        }
    }

    private int Divided(Channel channel, Expression loss, int classes)
    {
        // A width of 0 was reported.
        if (channel.Width == 0 || (classes >= 2 && channel.Width % classes == 0))
            return Math.Max(1, classes);
        diagnostics.Add(loss.Start, classes < 2
            ? $"a softmax needs at least 2 classes, and '{channel.Name}' has {classes}"
            : $"the channel '{channel.Name}' has width {channel.Width}, which is no multiple of {classes} classes");
        return 1;
    }

    private static bool IsSquared(Expression? loss) => loss is NameExpression { Name: Squared };

    private void CheckTolerance(PerChannelSyntax loss, PerChannelSyntax? tolerance)
    {
        if (tolerance is null)
            return;
        Check(tolerance);
        foreach (NamedExpression item in tolerance.Channels ?? [])
            if (targets.Find(item.Name) is not null && loss.Find(item.Name) is { } own && !IsSquared(own))
                diagnostics.Add(item.Mark, $"a tolerance is of numbers, and the loss of '{item.Name}' is not '{Squared}'");
        if (tolerance.All is not null && !targets.Items.Any(channel => IsSquared(loss.Find(channel.Name))))
            diagnostics.Add(tolerance.Mark, $"a tolerance is of numbers, and no loss is '{Squared}'");
    }

    /// <summary>How far the numbers of a channel may be off; null where they are no numbers.</summary>
    private double? ToleranceOf(Channel channel, Expression loss, PerChannelSyntax? tolerance)
    {
        if (channel.Symbols is not null || !IsSquared(loss))
            return null;
        if (tolerance?.Find(channel.Name) is not { } expression)
        {
            diagnostics.Add(loss.Start, $"'{channel.Name}' is of numbers, so that the task must say how far an answer may be off and is "
                + "right: 'tolerance: 0.04'");
            return null;
        }

        TaskValue? value = expressions.Bind(expression);
        if (value is NumberValue { Range: { IsFixed: true, Low: > 0 } range } && double.IsFinite(range.Low))
            return range.Low;
        if (value is not null)
            diagnostics.Add(expression.Start, "a tolerance must be a number above 0 that is the same in every episode, "
                + $"found {(value is NumberValue number ? number.Range.ToString() : value.Describe())}");
        return null;
    }

    private void BindTerminators(PerChannelSyntax? terminator, List<ChannelLoss> losses)
    {
        if (terminator is null)
            return;
        Check(terminator);
        if (terminator.Channels is null)
            diagnostics.Add(
                terminator.Mark, "expected a mapping such as { answer: 2 }, which says that class 2 of channel 'answer' ends it");
        foreach (NamedExpression item in terminator.Channels ?? [])
        {
            int index = losses.FindIndex(loss => loss.Channel.Name == item.Name);
            if (index < 0 || item.Expression is null || Constant(item.Expression, "a terminator") is not { } value)
                continue;
            ChannelLoss loss = losses[index];
            if (!loss.IsSymbol || loss.Columns.Items > 1)
                diagnostics.Add(
                    item.Mark, $"a terminator is a class of a channel that is one softmax, and the loss of '{item.Name}' is {loss}");
            else if (value < 0 || value >= loss.Classes)
                diagnostics.Add(item.Expression.Start, $"'{item.Name}' has the classes 0 to {loss.Classes - 1}, and this is {value}");
            else
                losses[index] = loss with { Terminator = value };
        }
    }

    private int? Constant(Expression expression, string what)
    {
        TaskValue? value = expressions.Bind(expression);
        if (value is NumberValue { Range: { IsFixed: true, IsInteger: true, Low: >= 0 and <= TaskLimits.Width } range })
            return (int)range.Low;
        if (value is not null)
            diagnostics.Add(expression.Start, $"{what} must be an integer that is the same in every episode, "
                + $"found {(value is NumberValue number ? number.Range.ToString() : value.Describe())}");
        return null;
    }
}
