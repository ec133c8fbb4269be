using K8tre.Automation.Planning;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Benchmarks.Deployments;

/// <summary>Estimates the minimum duration of a deployment, with the steps that determine it.</summary>
internal static class DeploymentEstimate
{
    /// <summary>Prints the critical path of each subject.</summary>
    /// <param name="subjects">Stacks, plan files (<c>k8tre plan STACK --json</c>) or descriptions of stages.</param>
    public static async Task RunAsync(IReadOnlyList<string> subjects)
    {
        var root = Project.FindDirectory(Environment.CurrentDirectory);
        var folder = Path.Combine(root, "benchmarks/Deployments");
        var times = CreationTimes.Read(Path.Combine(folder, "times.json"));
        foreach (var subject in subjects)
            Print(subject, await ReadAsync(root, folder, subject), times);
    }

    private static async Task<IReadOnlyList<Work>> ReadAsync(string root, string folder, string subject)
    {
        if (File.Exists(Path.Combine(folder, $"{subject}.json")))
            return StagedWork.Read(Path.Combine(folder, $"{subject}.json"));
        if (!File.Exists(subject))
            return PlannedWork.Read(await PlanRun.ExecuteAsync(new() { ProjectDirectory = root, Stack = subject }, default));
        await using var file = File.OpenRead(subject);
        return PlannedWork.Read(PlanJson.Read(file));
    }

    private static void Print(string subject, IReadOnlyList<Work> work, CreationTimes times)
    {
        var path = new CriticalPath(work, times);
        var sum = work.Sum(one => times.For(one.Type).Seconds);
        Console.WriteLine($"{subject}: {Minutes(path.Seconds)} at least; {Minutes(sum)} without concurrency");
        foreach (var step in path.Steps.Where(step => times.For(step.Type).Seconds > 0))
        {
            var time = times.For(step.Type);
            Console.WriteLine($"  {Minutes(path.StartOf(step)),6} {Minutes(time.Seconds),6}  {step.Name}  ({step.Type}; {time.Source})");
        }
        Console.WriteLine();
    }

    private static string Minutes(int seconds) => $"{seconds / 60}:{seconds % 60:00}";
}
