using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>
/// The rules of <c>published.contrast</c> that concern other files: the config that it names is there, is another one, and the same is
/// measured of both. They hold where a config is reproduced; a copy of it elsewhere trains as it did.
/// </summary>
internal static class ContrastRules
{
    private const string With = "published.contrast.with";

    /// <summary>Reports what does not compare.</summary>
    /// <param name="root">The config's tree.</param>
    /// <param name="reproduction">Whose config it is.</param>
    /// <param name="diagnostics">Receives every problem.</param>
    public static void Check(YamlMapping root, Reproduction reproduction, Diagnostics diagnostics)
    {
        if (root.At(With) is not YamlScalar { IsNull: false } named)
            return;
        if (named.Text == reproduction.Name)
        {
            diagnostics.Add(named.Mark, $"'{With}': '{named.Text}' is this config itself; name another one of its folder");
            return;
        }

        Reproduction[] others = [.. ReproductionCatalog.Siblings(reproduction).Where(each => each.Name != reproduction.Name)];
        if (named.AsChoice("config of the folder", [.. others.Select(each => each.Name)], diagnostics) is not { } name)
            return;
        // What is wrong in the other file is said where that one is read.
        if (YamlReader.ReadFile(others.First(each => each.Name == name).ConfigPath, new()) is not YamlMapping tree)
            return;
        string own = MetricOf(root);
        if (tree.At("published") is not YamlMapping)
            diagnostics.Add(named.Mark, $"'{With}': '{named.Text}' has no section 'published', so it has no runs to compare with");
        else if (MetricOf(tree) is var theirs && theirs != own)
            diagnostics.Add(named.Mark, $"'{With}': '{named.Text}' publishes {theirs} and this config {own}; the same metric compares");
    }

    private static string MetricOf(YamlMapping root) =>
        root.At("published.metric") is YamlScalar { IsNull: false } metric ? metric.Text : new PublishedFigure().Metric;
}
