namespace NeuralMemory.Analysis.Tests;

public sealed class TableTextTests
{
    [Fact]
    public void A_table_for_LaTeX_has_rules_and_escapes() => Assert.Equal(
        """
        % what the numbers are
        \begin{tabular}{lr}
        \toprule
        group & wrong bits, \% \\
        \midrule
        a\_b \& c & 0.5 {[}0.1, $\infty$] \\
        {[0, 1]} & 2 $\pm$ 1 \\
        \bottomrule
        \end{tabular}

        """.Replace("{[}0.1", "[0.1", StringComparison.Ordinal),
        LatexText.Table(["group", "wrong bits, %>"], [["a_b & c", "0.5 [0.1, ∞]"], ["[0, 1]", "2 ± 1"]], ["what the numbers are"]));

    [Fact]
    public void Every_character_that_LaTeX_obeys_is_escaped() =>
        Assert.Equal(@"\textbackslash{}\&\%\$\#\_\{\}\textasciitilde{}\textasciicircum{}$<$$>$", LatexText.Escape("\\&%$#_{}~^<>"));
}
