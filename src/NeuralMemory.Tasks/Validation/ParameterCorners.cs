namespace NeuralMemory.Tasks;

/// <summary>The extremes of a task: its parameters at either end of their ranges.</summary>
internal static class ParameterCorners
{
    private const int MostVaried = 8;

    /// <summary>All combinations of ends of up to 8 varied parameters, the others as they are, but for what the task rules out.</summary>
    public static IEnumerable<TaskParameter[]> Of(TaskDefinition task)
    {
        int[] varied = [.. Enumerable.Range(0, task.Parameters.Count).Where(i => !task.Parameters[i].Range.IsFixed).Take(MostVaried)];
        for (int corner = 0; corner < 1 << varied.Length; corner++)
        {
            TaskParameter[] parameters = [.. task.Parameters];
            for (int i = 0; i < varied.Length; i++)
            {
                ValueRange range = parameters[varied[i]].Range;
                double end = (corner >> i & 1) == 0 ? range.Low : range.High;
                parameters[varied[i]] = parameters[varied[i]] with { Range = new(end, end, range.IsInteger) };
            }

            // What the task rules out itself is no extreme of it.
            if (task.Permits(parameters))
                yield return parameters;
        }
    }
}
