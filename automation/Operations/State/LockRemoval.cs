using K8tre.Automation.Operations.Cli;

namespace K8tre.Automation.Operations.State;

/// <summary>Ends a run of another process, or removes the lock that an ended one left.</summary>
/// <remarks>
/// <c>pulumi cancel</c> on a backend of files or of a bucket only removes the lock: the run goes on, and a second one can start beside it.
/// So the holder of a lock is found first.
/// </remarks>
/// <param name="session">The stack.</param>
/// <param name="interruption">Signals.</param>
internal sealed class LockRemoval(StackSession session, Interruption interruption)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Ends the run, or removes its lock.</summary>
    /// <param name="stops">True if a run on this machine is asked to end.</param>
    /// <param name="force">True if a lock is removed whose holder cannot be checked. Not for a run that is known to go on.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="CommandException">The holder runs, or cannot be checked.</exception>
    public async Task<string> RunAsync(bool stops, bool force)
    {
        var url = await session.ReadBackendUrlAsync(interruption);
        if (StackIdentity.FolderOf(url) is not { } folder)
            return await RemoveUncheckedAsync(url, force);

        var locks = await StackLock.ReadAllAsync(session.Identity, folder);
        if (locks.Count == 0)
            return "the stack is not locked";
        foreach (var held in locks.Where(held => held.FindHolder() == Holder.Alive))
        {
            if (!stops)
                throw Refuse($"{held.Describe()}. To let it end as Ctrl-C does, supply --stop");
            await StopAsync(held);
        }

        locks = await StackLock.ReadAllAsync(session.Identity, folder);
        if (locks.FirstOrDefault(held => held.FindHolder() == Holder.Elsewhere) is { } elsewhere && !force)
            throw Refuse($"{elsewhere.Describe()}. Look there; if the process has ended, supply --force");
        if (locks.Count > 0)
            await CancelAsync();
        return await DescribeAsync(locks.Count == 0 ? "the run has ended" : $"removed the lock of {locks[0].Describe()}");
    }

    private async Task<string> RemoveUncheckedAsync(string url, bool force)
    {
        // The service of Pulumi ends the run itself. All other backends only have a lock.
        if (!url.StartsWith("https://", StringComparison.Ordinal) && !force)
        {
            throw Refuse(
                $"the locks of {url.Split('?')[0]} cannot be read from here. "
                + "Make sure that no run goes on, also in pipelines; then supply --force");
        }

        await CancelAsync();
        return await DescribeAsync("cancelled");
    }

    private async Task StopAsync(StackLock held)
    {
        Interruption.Send(held.Pid);
        while (held.FindHolder() == Holder.Alive)
            await Task.Delay(Interval, interruption.Requested);
    }

    private Task CancelAsync() => session.RunAsync(
        async token =>
        {
            await session.Stack.CancelAsync(token);
            return true;
        },
        report: null,
        interruption);

    private async Task<string> DescribeAsync(string done)
    {
        var pending = (await session.ReadStateAsync(interruption)).PendingOperations;
        return pending.Count == 0
            ? done
            : $"{done}. The run left operations that never ended: {string.Join(", ", pending)}. "
                + StackState.ClearAdvice(session.Identity.Name);
    }

    private static CommandException Refuse(string reason) => new($"the lock stays: {reason}", ExitCode.Refused);
}
