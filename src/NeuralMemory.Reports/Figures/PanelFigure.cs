namespace NeuralMemory.Reports;

/// <summary>Figures of lines beside and below one another, in which lines of one style look the same.</summary>
/// <param name="Title">A headline.</param>
/// <param name="Subtitle">What is drawn, with the statistic.</param>
/// <param name="Panels">The figures, at least one.</param>
public sealed record PanelFigure(string Title, string Subtitle, IReadOnlyList<LineFigure> Panels) : Figure(Title, Subtitle);
