namespace NeuralMemory.Tasks.Tests;

/// <summary>The contours of melodies, found by fitting each of them to the tones.</summary>
internal static class Melody
{
    /// <summary>From -1 to 1, in the arithmetic of tasks.</summary>
    public static Real Time(int tone, int length) => 2 * (Real)tone / (length - 1) - 1;

    /// <summary>The contour that fits best: 0 rises, 1 falls, 2 is an arch, 3 a dip. It must fit as well as noise lets it.</summary>
    public static int Contour(Real[] tones)
    {
        var fits = Enumerable.Range(0, 4).Select(contour => (Contour: contour, Fit: Fit(tones, contour))).ToArray();
        (int best, (double steepness, double pitch, double worst)) =
            fits.Where(each => each.Fit.Steepness > 0).MinBy(each => each.Fit.Worst);
        // Noise of at most 0.2 may tilt and shift the fit a little.
        Assert.InRange(steepness, 0.5 - 0.2, 1 + 0.2);
        Assert.InRange(pitch, -0.5 - 0.2, 0.5 + 0.2);
        Assert.InRange(worst, 0, 2 * 0.2);
        return best;
    }

    private static double At(int contour, double time) => contour switch
    {
        0 => time,
        1 => -time,
        2 => 1 - 2 * Math.Abs(time),
        _ => 2 * Math.Abs(time) - 1,
    };

    /// <summary>Least squares of pitch + steepness * contour, and the largest residual.</summary>
    private static (double Steepness, double Pitch, double Worst) Fit(Real[] tones, int contour)
    {
        double[] shape = [.. Enumerable.Range(0, tones.Length).Select(i => At(contour, Time(i, tones.Length)))];
        double meanShape = shape.Average(), meanTone = tones.Average(tone => (double)tone);
        double steepness = shape.Zip(tones, (x, y) => (x - meanShape) * (y - meanTone)).Sum()
            / shape.Sum(x => (x - meanShape) * (x - meanShape));
        double pitch = meanTone - steepness * meanShape;
        return (steepness, pitch, shape.Zip(tones, (x, y) => Math.Abs(y - pitch - steepness * x)).Max());
    }
}
