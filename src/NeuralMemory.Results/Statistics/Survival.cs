namespace NeuralMemory.Results;

/// <summary>How long something took, or that it took longer than it was watched.</summary>
/// <param name="Time">After how long it happened, or how long it was watched; an infinity for what never happens.</param>
/// <param name="Happened">Whether it happened; if not, the time is only a bound (it is censored).</param>
public readonly record struct Duration(double Time, bool Happened);

/// <summary>The share that is still to happen after a time, and how well it is known.</summary>
/// <param name="Time">The time, at which something happened.</param>
/// <param name="AtRisk">How many were watched until then to which it had not happened.</param>
/// <param name="Events">To how many it happened then.</param>
/// <param name="Share">The share to which it has not happened after this time, 0 to 1.</param>
/// <param name="Error">The share's standard error (Greenwood 1926); 0 where the share is.</param>
/// <param name="Low">The lower end of the share's 95 % interval.</param>
/// <param name="High">The upper end of the share's 95 % interval; 1 where the share is 0, of which no error is known.</param>
public readonly record struct SurvivalStep(double Time, int AtRisk, int Events, double Share, double Error, double Low, double High);

/// <summary>
/// How long until something happens, where some were watched for less time than it takes: the product-limit estimator of Kaplan and Meier
/// 1958. Runs that were never solved are not left out, and are not taken to be solved at their end. Intervals are those of the share's
/// complementary logarithm, log(-log S), which hold for few runs better than others and stay within 0 and 1 (Kalbfleisch and Prentice
/// 1980, section 1.3).
/// </summary>
public sealed class Survival
{
    private const double Z = 1.959963984540054;

    private Survival(int count, IReadOnlyList<SurvivalStep> steps)
    {
        (Count, Steps) = (count, steps);
        Median = Half(step => step.Share);
        MedianLow = Half(step => step.Low);
        MedianHigh = Half(step => step.High);
    }

    /// <summary>How many were watched.</summary>
    public int Count { get; }

    /// <summary>To how many it happened.</summary>
    public int Events => Steps.Sum(step => step.Events);

    /// <summary>The shares, at each time at which something happened.</summary>
    public IReadOnlyList<SurvivalStep> Steps { get; }

    /// <summary>
    /// The time after which it has happened to half; null where half is not reached. Where it has happened to exactly half until the next
    /// time, the middle between the two, as for a median of an even count; the time itself where there is no next one, as in R.
    /// </summary>
    public double? Median { get; }

    /// <summary>
    /// The lower end of the median's 95 % interval (Brookmeyer and Crowley 1982); null where it is not known.
    /// </summary>
    public double? MedianLow { get; }

    /// <summary>The upper end of the median's 95 % interval; null where it is not known.</summary>
    public double? MedianHigh { get; }

    /// <summary>The estimate from durations, none of which is NaN.</summary>
    public static Survival Of(IEnumerable<Duration> durations)
    {
        Duration[] all = [.. durations.OrderBy(duration => duration.Time)];
        List<SurvivalStep> steps = [];
        double share = 1, greenwood = 0;
        foreach (double time in all.Where(duration => duration.Happened).Select(duration => duration.Time).Distinct())
        {
            // What was watched until then exactly was still watched.
            int atRisk = all.Count(duration => duration.Time >= time);
            int events = all.Count(duration => duration.Happened && duration.Time == time);
            share *= (double)(atRisk - events) / atRisk;
            greenwood += (double)events / ((double)atRisk * (atRisk - events));
            steps.Add(StepAt(time, atRisk, events, share, greenwood));
        }

        return new(all.Length, steps);
    }

    private static SurvivalStep StepAt(double time, int atRisk, int events, double share, double greenwood)
    {
        if (share == 0)
            return new(time, atRisk, events, 0, 0, 0, 1);
        double spread = Z * Math.Sqrt(greenwood) / Math.Log(share);
        return new(time, atRisk, events, share, share * Math.Sqrt(greenwood),
            Math.Pow(share, Math.Exp(-spread)), Math.Pow(share, Math.Exp(spread)));
    }

    /// <summary>When a share comes to a half or below; rounding of a product must not hide that it is a half.</summary>
    private double? Half(Func<SurvivalStep, double> shareOf)
    {
        const double rounding = 1e-9;
        for (int i = 0; i < Steps.Count; i++)
        {
            double over = shareOf(Steps[i]) - 0.5;
            if (over < -rounding)
                return Steps[i].Time;
            if (over <= rounding)
                return i + 1 < Steps.Count ? (Steps[i].Time + Steps[i + 1].Time) / 2 : Steps[i].Time;
        }

        return null;
    }
}
