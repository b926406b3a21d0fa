namespace NeuralMemory.Numerics.Tests;

public sealed class PanelLayoutTests
{
    [Fact]
    public void Every_element_has_a_place_of_its_own_at_every_size()
    {
        for (int inputs = 1; inputs <= 9; inputs++)
            for (int outputs = 1; outputs <= 70; outputs++)
            {
                var layout = new PanelLayout(inputs, outputs);
                var seen = new HashSet<int>();
                for (int input = 0; input < inputs; input++)
                    for (int output = 0; output < outputs; output++)
                        Assert.True(layout.IndexOf(input, output) is var index && index >= 0 && index < layout.Length && seen.Add(index));
            }
    }

    [Fact]
    public void The_outputs_of_a_panel_stand_side_by_side()
    {
        var layout = new PanelLayout(3, 2 * PanelLayout.PanelWidth);
        Assert.Equal(layout.IndexOf(1, 0) + 1, layout.IndexOf(1, 1));
        Assert.Equal(layout.IndexOf(0, 0) + PanelLayout.PanelWidth, layout.IndexOf(1, 0));
        Assert.Equal(layout.IndexOf(0, 0) + 3 * PanelLayout.PanelWidth, layout.IndexOf(0, PanelLayout.PanelWidth));
    }

    [Fact]
    public void The_last_panel_is_padded() =>
        Assert.Equal(2 * 5 * PanelLayout.PanelWidth, new PanelLayout(5, PanelLayout.PanelWidth + 1).Length);
}
