using System.Globalization;
using System.Text;
using NeuralMemory.Results;
using static NeuralMemory.Results.CsvText;

namespace NeuralMemory.Reports;

/// <summary>The numbers behind a picture of weights, one a line.</summary>
public static class WeightCsv
{
    /// <summary>The first line.</summary>
    public const string Head = "group,head,row,row_name,column,column_name,weight";

    /// <summary>All of it.</summary>
    public static string Write(IEnumerable<WeightRecording> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        StringBuilder text = new(Head + "\n");
        foreach (WeightRecording map in maps)
            for (int row = 0; row < map.Weights.GetLength(0); row++)
                for (int column = 0; column < map.Weights.GetLength(1); column++)
                    text.Append(CultureInfo.InvariantCulture,
                        $"{Field(map.Group)},{Field(map.Head)},{row},{Field(map.Rows[row])},{column},"
                        + $"{Field(map.Columns[column])},"
                        + $"{map.Weights[row, column]:0.######}\n");
        return text.ToString();
    }
}
