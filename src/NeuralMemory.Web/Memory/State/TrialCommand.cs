using System.Globalization;
using System.Text;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>The command that measures what clamps cost.</summary>
internal static class TrialCommand
{
    private const string Plain = "/._-=,";

    /// <summary>The command line.</summary>
    /// <param name="state">The setting.</param>
    /// <param name="clamps">What is held.</param>
    /// <param name="scene">What is shown, which has the run's folder.</param>
    /// <param name="episodes">In how many episodes.</param>
    public static string Of(MemoryState state, IReadOnlyList<ClampPoke> clamps, Scene scene, int episodes)
    {
        StringBuilder text = new("neuralmemory eval ");
        text.Append(Quoted(scene.First.Machine.Directory));
        if (state.Checkpoint.IsBest)
            text.Append(" --checkpoint best");
        else if (state.Checkpoint.Step is { } step)
            text.Append(CultureInfo.InvariantCulture, $" --checkpoint {step}");
        foreach (string setting in state.Settings)
            text.Append(" --set ").Append(Quoted(setting));
        if (scene.First.HasMemory && state.Slots is { } slots)
            text.Append(CultureInfo.InvariantCulture, $" --slots {slots}");
        if (state.Seed is { } seed)
            text.Append(CultureInfo.InvariantCulture, $" --seed {seed}");
        foreach (ClampPoke clamp in clamps)
            text.Append(" --clamp ").Append(Quoted(clamp.ToShortString()));
        return text.Append(CultureInfo.InvariantCulture, $" --episodes {episodes}").ToString();
    }

    /// <summary>As a shell takes it for one word.</summary>
    private static string Quoted(string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter))
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
