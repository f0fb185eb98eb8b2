// Runs in the page that is measured. probe.start(box, row) records every frame until probe.stop(), which answers what
// it saw; `box` and `row` are selectors of what scrolls and of what stands in it.
window.probe = (() => {
  const SAMPLE = 100; // milliseconds between two counts of nodes
  let on = null;

  function rowInView(box, row) {
    const { left, top, width, height } = box.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2)?.closest(row) ?? null;
  }

  // By how much what one reads moved on the screen since the last frame; null when that row is not in view any more.
  function moved(state) {
    const { box, seen } = state;
    if (!seen?.element.isConnected) return null;
    const { top, bottom } = seen.element.getBoundingClientRect();
    const view = box.getBoundingClientRect();
    const by = top - seen.top;
    seen.top = top;
    return bottom < view.top || top > view.bottom ? null : by;
  }

  function frame(now) {
    const state = on;
    if (!state) return;
    state.frames.push(now);
    const by = moved(state);
    if (by === null) {
      const element = rowInView(state.box, state.row);
      state.seen = element && { element, top: element.getBoundingClientRect().top };
      state.lost += 1;
    }
    state.moves.push(by);
    requestAnimationFrame(frame);
  }

  function count(state) {
    state.nodes.push(document.getElementsByTagName("*").length);
    state.rows.push(state.box.querySelectorAll(state.row).length);
  }

  function scriptsOf(entry) {
    return (entry.scripts ?? []).map((one) => ({
      name: one.sourceFunctionName || one.invoker,
      at: `${one.sourceURL.split("/").pop()}:${one.sourceCharPosition}`,
      ms: one.duration,
      layout: one.forcedStyleAndLayoutDuration,
    }));
  }

  function start(box, row) {
    const element = document.querySelector(box);
    const state = { box: element, row, frames: [], moves: [], nodes: [], rows: [], tasks: [], long: [], lost: 0, seen: null };
    state.observers = [
      new PerformanceObserver((list) => state.tasks.push(...list.getEntries().map((one) => one.duration))),
      new PerformanceObserver((list) =>
        state.long.push(...list.getEntries().map((one) => ({ ms: one.duration, scripts: scriptsOf(one) }))),
      ),
    ];
    state.observers[0].observe({ type: "longtask" });
    state.observers[1].observe({ type: "long-animation-frame" });
    state.timer = setInterval(() => count(state), SAMPLE);
    count(state);
    on = state;
    requestAnimationFrame(frame);
  }

  function stop() {
    const state = on;
    on = null;
    clearInterval(state.timer);
    for (const observer of state.observers) observer.disconnect();
    count(state);
    const { frames, moves, nodes, rows, tasks, long } = state;
    return { frames, moves, nodes, rows, tasks, long };
  }

  return { start, stop };
})();
