using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// What a picture of an episode shows of matrix memories: what each step read, by the steps that wrote it, and the matrices.
/// </summary>
internal static class MatrixPanels
{
    /// <summary>What panels call the steps that what was read came from.</summary>
    private const string Name = "read, of what was written";

    /// <summary>How many matrices have room beside one another.</summary>
    private const int MostMatrices = 8;

    /// <summary>What pictures leave out of layers: keys and queries, as they show what came of them.</summary>
    public static bool IsShown(TracedQuantity quantity) => quantity.Axes is not [_, { Name: "width" }]
        || !quantity.Name.StartsWith("layer", StringComparison.Ordinal)
        || !(quantity.Name.EndsWith("/keys", StringComparison.Ordinal) || quantity.Name.EndsWith("/queries", StringComparison.Ordinal));

    /// <summary>Sections of quantities, those of heads with what they read before all else.</summary>
    public static IEnumerable<InspectionSection> With(IReadOnlyList<MatrixHead> heads, IEnumerable<InspectionSection> sections)
    {
        foreach (InspectionSection section in sections)
            yield return heads.FirstOrDefault(head => head.Name == section.Title) is { } own
                ? section with { Panels = [PanelOf(own), .. section.Panels] }
                : section;
    }

    /// <summary>What a head read.</summary>
    public static InspectionPanel PanelOf(MatrixHead head)
    {
        float[,] origins = head.OriginsOfAll();
        double most = 0;
        foreach (float factor in origins)
            most = Math.Max(most, Math.Abs(factor));
        return new()
        {
            Name = Name,
            Kind = PanelKind.Weights,
            Values = new(origins),
            Scale = ValueScale.Signed(InspectionScales.RoundUp(most)),
            RowName = "step",
        };
    }

    /// <summary>The matrices after a step: of as many heads as there is room for.</summary>
    /// <param name="heads">The heads.</param>
    /// <param name="step">The step; the last one before whose matrix is kept, where its own is not.</param>
    public static IEnumerable<InspectionMatrix> Matrices(IReadOnlyList<MatrixHead> heads, int step)
    {
        foreach (MatrixHead head in heads.Take(MostMatrices))
            if (head.KeptUpTo(step) is { } kept)
                yield return new(
                    string.Create(CultureInfo.InvariantCulture, $"{head.Name}, after step {kept}"), "key", "value",
                    head.MatrixAfter(kept)!, ValueScale.Signed(head.Most));
    }
}
