using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Runs as one HTML page that needs nothing from outside. The same files give the same bytes.</summary>
public static class Report
{
    /// <summary>The page.</summary>
    /// <param name="source">What it is made of; at least one run can be read.</param>
    /// <exception cref="RunException">The system refused to read a file.</exception>
    public static string Html(ReportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Runs.Groups.Count == 0)
            throw new RunException(RunProblem.Missing, "none of these runs can be read");
        return "<!DOCTYPE html>\n" + ComponentText.Of<ReportPage>(new Dictionary<string, object?>
        {
            [nameof(ReportPage.View)] = new ReportView(source),
        }) + "\n";
    }
}
