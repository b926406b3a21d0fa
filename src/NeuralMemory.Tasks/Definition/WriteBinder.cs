using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds out what a phase writes to channels.</summary>
/// <param name="expressions">What understands expressions.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class WriteBinder(ExpressionBinder expressions, Diagnostics diagnostics)
{
    /// <summary>What is written to the channels named; what is wrong is reported and left out.</summary>
    /// <param name="items">Channels with expressions.</param>
    /// <param name="channels">The channels there are, or null when they cannot be read.</param>
    /// <param name="side"><c>input</c> or <c>target</c>.</param>
    /// <param name="ruleOf">
    /// What may be written to a channel by an expression there; null for finite numbers, and the numbers of symbols where
    /// the channel holds those.
    /// </param>
    public ChannelWrite[] Bind(
        IReadOnlyList<NamedExpression> items, ChannelLayout? channels, string side, Func<Channel, SourceMark, IWriteRule?>? ruleOf = null)
    {
        var writes = new List<ChannelWrite>();
        foreach (NamedExpression item in items)
        {
            TaskValue? value = item.Expression is null ? null : expressions.Bind(item.Expression);
            if (channels is null)
                continue;
            Channel? channel = channels.Find(item.Name);
            if (channel is null)
                diagnostics.Add(
                    item.Mark, $"there is no {side} channel {Quoted.Text(item.Name)}{NearestName.Hint(item.Name, channels.Names)}");
            else if (value is SequenceValue sequence && sequence.Width != channel.Width && channel.Width > 0)
                diagnostics.Add(item.Expression!.Start,
                    $"the {side} channel '{item.Name}' has width {channel.Width}, and this is a sequence of width {sequence.Width}");
            if (value is not null && channel is not null)
                writes.Add(new(
                    channel, new(value, $"'{channel.Name}'", item.Mark),
                    (ruleOf ?? RuleOf).Invoke(channel, item.Expression!.Start)?.Prove(value, diagnostics)));
        }

        return [.. writes];
    }

    private static IWriteRule RuleOf(Channel channel, SourceMark mark) =>
        channel.Symbols is null ? new FiniteRule(channel, mark) : new SymbolRule(channel, mark);
}
