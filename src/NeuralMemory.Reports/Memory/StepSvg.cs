using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace NeuralMemory.Reports;

/// <summary>Pictures of one step, which are components, as SVG text. The same parameters give the same bytes.</summary>
public static partial class StepSvg
{
    /// <summary>A picture of its own, a line for each element: plain colors on white.</summary>
    /// <typeparam name="T">The component, such as <see cref="MemoryMatrix"/>.</typeparam>
    /// <param name="parameters">Its parameters by name; those of the colors are not needed.</param>
    public static string Document<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(
        IReadOnlyDictionary<string, object?> parameters)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Dictionary<string, object?> plain = new(parameters) { [nameof(StepPicture.Theme)] = ChartTheme.Plain };
        return Of<T>(plain).Replace("><", ">\n<", StringComparison.Ordinal) + "\n";
    }

    /// <summary>A picture for a page.</summary>
    /// <typeparam name="T">The component, such as <see cref="MemoryMatrix"/>.</typeparam>
    /// <param name="parameters">Its parameters by name.</param>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(
        IReadOnlyDictionary<string, object?> parameters)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(parameters);
        string text = Gaps().Replace(ComponentText.Of<T>(new Dictionary<string, object?>(parameters)), "><").Trim();
        return Empty().Replace(text, "/>");
    }

    [GeneratedRegex("(?<=\")></(rect|line|path|circle|image)>")]
    private static partial Regex Empty();

    /// <summary>The indentation of the components' sources.</summary>
    [GeneratedRegex(@">\s+<")]
    private static partial Regex Gaps();
}
