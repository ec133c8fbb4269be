using System.Reflection;
using Grpc.Core;
using Pulumi.Grpc;
using Pulumirpc;

namespace Pulumi;

/// <summary>Runs a program to its end, and tells the engine what went wrong.</summary>
internal sealed class ProgramRunner(Deployment deployment)
{
    // The language host prints nothing more after this code: the operator has been told.
    private const int FailureIsReported = 32;
    private const int Failure = 1;

    /// <summary>Makes a stack, and registers its outputs.</summary>
    public Task<int> RunAsync<TStack>(Func<TStack> create)
        where TStack : Stack => RunAsync(() =>
        {
            create().RegisterOutputProperties();
            return Task.CompletedTask;
        });

    /// <summary>Runs a program and all that it starts.</summary>
    /// <returns>The exit code, as <see cref="Deployment.RunAsync(Action)"/> says.</returns>
    public async Task<int> RunAsync(Func<Task> program)
    {
        deployment.Tasks.Add(StartAsync());
        var failures = await deployment.Tasks.WaitAsync().ConfigureAwait(false);
        if (failures.Count > 0)
            return await ReportAsync(failures).ConfigureAwait(false);
        if (deployment.Log.HasErrors)
            return Failure;

        try
        {
            await deployment.Monitor.SignalAndWaitForShutdownAsync().ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception)
        {
            return await ReportAsync([exception]).ConfigureAwait(false);
        }

        async Task StartAsync() => await program();
    }

    private async Task<int> ReportAsync(IReadOnlyList<Exception> failures)
    {
        var isReported = false;
        foreach (var failure in failures.DistinctBy(Subject))
            isReported |= await ReportAsync(failure).ConfigureAwait(false);

        // For programs that await the run, and drop its result.
        return Environment.ExitCode = isReported ? FailureIsReported : Failure;
    }

    // An engine that went away fails every call that is under way; once is enough to hear it.
    private static object Subject(Exception failure) =>
        failure is GrpcException { Status: StatusCode.Unavailable } ? StatusCode.Unavailable : failure;

    private async Task<bool> ReportAsync(Exception failure)
    {
        try
        {
            if (failure is LogException)
                throw failure;
            var resource = (failure as ResourceException)?.Resource;
            await deployment.Log.WriteAsync(LogSeverity.Error, MessageOf(failure), resource).ConfigureAwait(false);
            return true;
        }
        catch (LogException exception)
        {
            var message = failure is LogException ? MessageOf(exception.InnerException!) : MessageOf(failure);
            await Console.Error.WriteLineAsync(message).ConfigureAwait(false);
            return false;
        }
    }

    private static string MessageOf(Exception failure) => failure switch
    {
        RunException or ResourceException { HideStack: true } => failure.Message,
        ResourceException => failure.ToString(),
        _ => $"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{failure}",
    };
}
