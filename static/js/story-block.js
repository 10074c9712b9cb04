// The block of a plugin that is off stays in a story, but nobody adds one.
(() => {
  "use strict";
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class StoryBlockDefinition extends StreamBlockDefinition {
    constructor(name, groups, states, meta) {
      super(name, groups, states, meta); // which keeps each block by name, to draw what is stored
      this.groupedChildBlockDefs = groups
        .map(([label, blocks]) => [label, blocks.filter((block) => block.name !== "unavailable")])
        .filter(([, blocks]) => blocks.length);
    }
  }

  window.telepath.register("slimmernetwerk.blocks.StoryBlock", StoryBlockDefinition);
})();
