using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Finds out which answer comes back where.</summary>
/// <param name="inputs">The input channels, or null when they cannot be read.</param>
/// <param name="targets">The target channels, or null when they cannot be read.</param>
/// <param name="losses">How they are scored, or null when that cannot be read.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class FeedbackBinder(
    ChannelLayout? inputs, ChannelLayout? targets, IReadOnlyList<ChannelLoss>? losses, Diagnostics diagnostics)
{
    /// <summary>Reports phases whose feedback or source does not stand where it can.</summary>
    /// <param name="episode">The phases.</param>
    public void CheckPlaces(IReadOnlyList<PhaseSyntax> episode)
    {
        StepsSyntax[] phases = [.. Flatten(episode)];
        foreach (StepsSyntax phase in phases)
            if (phase.Feedback is { } feedback && !ReferenceEquals(phase, episode[^1]))
                diagnostics.Add(feedback.Mark, "an answer that comes back ends the episode: only the last phase, which no loop repeats, "
                    + "can have 'feedback'");
        int shown = Array.FindIndex(phases, phase => !phase.IsSource);
        for (int i = Math.Max(shown, 0); i < phases.Length; i++)
            if (phases[i].IsSource)
                diagnostics.Add(
                    phases[i].Mark, "what an answer is read from comes first: no phase without 'source' can stand before this one");
        foreach (LoopSyntax loop in Loops(episode))
            if (Flatten(loop.Body).Select(phase => phase.IsSource).Distinct().Count() > 1)
                diagnostics.Add(loop.Mark, "the phases of a loop have either all a 'source' or none");
        if (phases.Length > 0 && shown < 0)
            diagnostics.Add(phases[^1].Mark, "an episode needs a phase without 'source', in which something is answered");
    }

    /// <summary>What comes back in a phase; null when it has no feedback, or a problem was reported.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="show">What it shows.</param>
    /// <param name="steps">Bounds on its steps.</param>
    /// <param name="decoding">What the task says of free answers, or null.</param>
    public TaskFeedback? Bind(StepsSyntax phase, IReadOnlyList<ChannelWrite> show, ValueRange steps, DecodingSyntax? decoding)
    {
        if (phase.Feedback is not { } syntax || inputs is null || targets is null)
            return null;
        if (syntax.Channels.Count > 1)
            diagnostics.Add(syntax.Channels[1].Mark, "one answer comes back, and this is a second");
        NamedExpression item = syntax.Channels[0];
        Channel? input = inputs.Find(item.Name);
        if (input is null)
            diagnostics.Add(item.Mark, $"there is no input channel {Quoted.Text(item.Name)}{NearestName.Hint(item.Name, inputs.Names)}");
        if (FindTarget(item, phase) is not { } answer || input is null || !answer.IsSymbol)
            return null;
        if (input.Width != answer.Channel.Width || input.Symbols != answer.Channel.Symbols)
            diagnostics.Add(item.Mark, $"'{answer.Channel.Name}' has {Describe(answer.Channel)}, and comes back in '{input.Name}', "
                + $"which has {Describe(input)}: they must be alike");
        else
            CheckShown(show, input);
        double longest = Math.Clamp(decoding?.Longest ?? steps.High, 1, TaskLimits.Rows);
        return new(input, answer, Math.Min(decoding?.Beam ?? 1, TaskFeedback.MostBeam), (int)longest);
    }

    private ChannelLoss? FindTarget(NamedExpression item, StepsSyntax phase)
    {
        if (item.Expression is not NameExpression name)
        {
            if (item.Expression is not null)
                diagnostics.Add(item.Expression.Start, "expected the name of a target channel, whose answer comes back");
            return null;
        }

        if (targets!.Find(name.Name) is not { } target)
            diagnostics.Add(name.Mark, $"there is no target channel {Quoted.Text(name.Name)}{NearestName.Hint(name.Name, targets.Names)}");
        else if (!(phase.Recall ?? []).Any(recalled => recalled.Name == target.Name))
            diagnostics.Add(name.Mark, $"'{target.Name}' comes back, and the phase does not recall it");
        else if (losses?.FirstOrDefault(loss => loss.Channel == target) is { } loss)
        {
            if (!loss.IsSymbol || loss.Columns.Items > 1)
                diagnostics.Add(name.Mark, $"an answer that comes back is one symbol a step, and the loss of '{target.Name}' is {loss}");
            return loss;
        }

        return null;
    }

    /// <summary>What stands in the steps of an answer must be known however long it becomes.</summary>
    private void CheckShown(IReadOnlyList<ChannelWrite> show, Channel input)
    {
        foreach (ChannelWrite write in show)
            if (write.Channel == input && write.Value.IsNumber)
                diagnostics.Add(write.Value.Mark,
                    $"the answer comes back in '{input.Name}': only its first step can be shown, as a sequence of one row");
            else if (write.Value.Length is { } rows && rows.High > 1)
                diagnostics.Add(write.Value.Mark, $"how long an answer becomes that comes back is open, and '{write.Channel.Name}' shows "
                    + $"{rows} rows: beside it stand numbers, which are held, and one row, which is the first step");
    }

    private static string Describe(Channel channel) => channel.Symbols is { } symbols ? $"{symbols} symbols"
        : channel.Width == 1 ? "1 column" : $"{channel.Width} columns";

    private static IEnumerable<StepsSyntax> Flatten(IEnumerable<PhaseSyntax> phases) => phases.SelectMany(phase => phase switch
    {
        StepsSyntax steps => [steps],
        LoopSyntax loop => Flatten(loop.Body),
        _ => [],
    });

    private static IEnumerable<LoopSyntax> Loops(IEnumerable<PhaseSyntax> phases) =>
        phases.OfType<LoopSyntax>().SelectMany(loop => Loops(loop.Body).Prepend(loop));
}
